"""DCAT: the profile and the catalogue feed, read from the ledger alone.

``mapping`` is the table that decides what is said; ``render`` carries it out; ``write`` puts triples into a
format. These are pure. ``load`` and ``catalog`` read the ledger; nothing here reads Solr for content, and
nobody's rank is asked.
"""
