"""DCAT: the profile and the catalogue feed, read from the ledger alone.

``mapping`` is the table that decides what is said; ``render`` carries it out; ``write`` puts triples into a
format. These are pure. ``load`` and ``catalog`` read the ledger; nothing here reads Solr for content, and
nobody's rank is asked.
"""

from __future__ import annotations


def representation(record_id: str, format: str) -> str:  # noqa: A002 - the word of ckanext-dcat's actions
    """Return an issued dataset or service in one of ``write.FORMATS`` (``ttl``, ``xml``, ``jsonld``, ``nt`` …).

    :raises tk.ObjectNotFound: not issued, or of a type that the feed does not list
    :raises tk.ValidationError: no such format
    """
    from ckanext.camau.feed import catalog

    return catalog.representation(record_id, format)
