"""Compares ledger, package rows, index and feed, and repairs what differs.

Nothing here makes public what the ledger does not say is public: a repair only ever writes what was issued.
"""
