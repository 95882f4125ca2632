"""Indexing records as the committed ledger says. Solr is told after the commit, never before."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, Final

import ckan.logic as core_logic
from ckan import model
from ckan.lib.search.common import SearchIndexError, make_connection
from ckan.types import Context

from ckanext.camau.catalogue import public
from ckanext.camau.outbox import solr_batch

log = logging.getLogger(__name__)

#: So many documents go to Solr in one request.
_AT_ONCE: Final = 100


def _context() -> Context:
    return {"ignore_auth": True, "use_cache": False, "user": ""}


def index(payload: dict[str, Any]) -> None:
    """Index records, public or not (labels follow the ledger), with one commit in Solr for all.

    :param payload: ``record_ids``
    """
    ids: list[str] = payload["record_ids"]
    failures = [error for start in range(0, len(ids), _AT_ONCE) for error in _index_some(ids[start : start + _AT_ONCE])]
    make_connection().commit()
    if failures:
        raise failures[0]


def _index_some(record_ids: Sequence[str]) -> list[Exception]:
    """Send some records in one request; if Solr refuses it, one by one, so that one keeps none of the others out."""
    try:
        with solr_batch.together(), public.asked_once(record_ids):
            return [error for record_id in record_ids if (error := _index_one(record_id))]
    except SearchIndexError:
        return [error for record_id in record_ids if (error := _index_one(record_id))]


def _index_one(record_id: str) -> Exception | None:
    """Index one record; what keeps it out of the index must not keep the others out."""
    try:
        if model.Package.get(record_id) is None:
            core_logic.index_remove_package(record_id)
        else:
            core_logic.index_update_package(_context(), record_id, defer_commit=True)
    except SearchIndexError as error:
        log.warning("index: %s is refused", record_id)
        return error
    return None
