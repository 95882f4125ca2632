"""DCAT: the profile and the catalogue feed, read from the ledger alone."""
