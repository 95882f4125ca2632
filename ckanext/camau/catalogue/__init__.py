"""Working copies, versions, editions, the ledger and the one transaction that issues. No view, no action."""
