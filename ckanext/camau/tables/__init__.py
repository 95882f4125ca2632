"""Tables of issued files in CKAN's datastore, and resource views: made from the ledger, written by nobody else."""
