"""One table a file. What is in LEDGER_TABLES is append-only by triggers in PostgreSQL."""
