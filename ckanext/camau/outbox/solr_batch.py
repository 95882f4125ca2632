"""Sending many documents to Solr in one request.

Core builds a document and posts it in one function. Within ``together`` the connection that it asks for keeps what is
added and sends all at the end; everything else goes to Solr as ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import pysolr

from ckan.lib.search import index as core_index
from ckan.lib.search.common import SearchIndexError, make_connection

_kept: ContextVar[list[dict[str, Any]] | None] = ContextVar("camau_solr_documents", default=None)


class _Keeping:
    """A connection that keeps documents instead of sending them."""

    def __init__(self, connection: pysolr.Solr, documents: list[dict[str, Any]]) -> None:
        self._connection = connection
        self._documents = documents

    def add(self, docs: list[dict[str, Any]], **_options: Any) -> None:
        """Keep documents for the end of the batch."""
        self._documents.extend(docs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def _connection(*args: Any, **options: Any) -> Any:
    documents = _kept.get()
    connection = make_connection(*args, **options)
    return connection if documents is None else _Keeping(connection, documents)


@contextmanager
def together() -> Iterator[None]:
    """Send what is added within the block at its end, without a commit.

    :raises SearchIndexError: Solr refused the documents or did not answer
    """
    core_index.make_connection = _connection
    documents: list[dict[str, Any]] = []
    token = _kept.set(documents)
    try:
        yield
    finally:
        _kept.reset(token)
    if documents:
        try:
            make_connection().add(documents, commit=False)
        except pysolr.SolrError as error:
            raise SearchIndexError(str(error)[:1000]) from error
