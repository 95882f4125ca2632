"""What is in Solr, read page by page without the long fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

import pysolr
import requests

import ckan.plugins.toolkit as tk
from ckan.lib.search.common import make_connection

from ckanext.camau.outbox.indexing import SolrAwayError
from ckanext.camau.reconcile.compare import Found

PAGE: Final = 1_000
_SOME: Final = 200
_FIELDS: Final = "id,index_id,permission_labels,capacity,issued_hash,metadata_modified"
_Documents = dict[str, list[Found]]


def everything() -> _Documents:
    """Return all documents of this site by record.

    :raises SolrAwayError: Solr does not answer, or not in full
    """
    mark, found = "*", defaultdict[str, list[Found]](list)
    while True:
        answer = _ask("*:*", rows=PAGE, sort="index_id asc", cursorMark=mark)
        for doc in answer.docs:
            found[str(doc.get("id"))].append(_found(doc))
        if answer.nextCursorMark in (mark, None):
            return dict(found)
        mark = answer.nextCursorMark


def some(record_ids: Collection[str]) -> _Documents:
    """Return the documents of some records.

    :raises SolrAwayError: Solr does not answer
    """
    found = defaultdict[str, list[Found]](list)
    for batch in _batches(record_ids):
        for doc in _ask("{!terms f=id}" + ",".join(batch), rows=PAGE).docs:
            found[str(doc.get("id"))].append(_found(doc))
    return dict(found)


def remove(index_ids: Collection[str]) -> None:
    """Remove documents by their key; visible with the next commit.

    :raises SolrAwayError: Solr does not answer
    """
    try:
        for batch in _batches(index_ids):
            make_connection().delete(id=batch, commit=False)
    except (pysolr.SolrError, requests.RequestException) as error:
        raise SolrAwayError from error


def _ask(query: str, **more: Any) -> pysolr.Results:
    site = str(tk.config["ckan.site_id"]).replace('"', "")
    try:
        return make_connection(decode_dates=False).search(query, fq=f'site_id:"{site}"', fl=_FIELDS, **more)
    except (pysolr.SolrError, requests.RequestException, ValueError) as error:
        raise SolrAwayError from error


def _batches(ids: Collection[str]) -> Iterator[list[str]]:
    rest = iter(sorted(ids))
    while batch := list(islice(rest, _SOME)):
        yield batch


def _found(doc: dict[str, Any]) -> Found:
    return Found(
        record_id=str(doc.get("id")),
        index_id=str(doc.get("index_id")),
        labels=frozenset(doc.get("permission_labels") or ()),
        capacity=str(doc.get("capacity") or ""),
        issued_hash=str(doc.get("issued_hash") or ""),
        modified=_moment(doc.get("metadata_modified")),
    )


def _moment(text: Any) -> datetime | None:
    """Return a moment as CKAN's tables hold it: UTC without a zone."""
    try:
        return datetime.fromisoformat(str(text)).replace(tzinfo=None)
    except ValueError:
        return None
