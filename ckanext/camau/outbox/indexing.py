"""Indexing records as the committed ledger says. Solr is told after the commit, never before."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any, Final

import pysolr
import requests

import ckan.logic as core_logic
from ckan import model
from ckan.lib.search.common import SearchIndexError, make_connection
from ckan.types import Context

from ckanext.camau.catalogue import public
from ckanext.camau.outbox import solr_batch
from ckanext.camau.search.breaker import BREAKER

log = logging.getLogger(__name__)

#: So many documents go to Solr in one request.
_AT_ONCE: Final = 100
#: Seconds that a task may take, and what each record adds (7 ms when all is well): who waits for a Solr that
#: answers slowly must not wait for hundreds of slow answers.
_PATIENCE: Final = 5.0
_PATIENCE_EACH: Final = 0.05
#: How pysolr begins a message on an answer that blames what was sent.
_REFUSED: Final = "(HTTP 400"


class SolrAwayError(Exception):
    """Solr does not answer, or so slowly that nothing more is asked of it now."""


def _context() -> Context:
    return {"ignore_auth": True, "use_cache": False, "user": ""}


def index(payload: dict[str, Any]) -> None:
    """Index records, public or not (labels follow the ledger), with one commit in Solr for all.

    :param payload: ``record_ids``
    :raises SolrAwayError: Solr does not answer; the rest was not tried
    :raises SearchIndexError: Solr refuses a record; the others are in
    """
    ids: list[str] = payload["record_ids"]
    last_moment = time.monotonic() + _PATIENCE + _PATIENCE_EACH * len(ids)
    failures = [
        error
        for start in range(0, len(ids), _AT_ONCE)
        for error in _index_some(ids[start : start + _AT_ONCE], last_moment)
    ]
    commit()
    if failures:
        raise failures[0]


def commit() -> None:
    """Make visible what Solr was told.

    :raises SolrAwayError: it does not answer
    """
    try:
        make_connection().commit()
    except (pysolr.SolrError, requests.RequestException) as error:
        raise _away(error) from error
    BREAKER.answered()


def _index_some(record_ids: Sequence[str], last_moment: float) -> list[SearchIndexError]:
    """Send some records in one request; if Solr refuses it, one by one, so that one keeps none of the others out."""
    try:
        with solr_batch.together(), public.asked_once(record_ids):
            return _index_each(record_ids, last_moment)
    except SearchIndexError as error:
        if _REFUSED not in str(error):
            raise _away(error) from error
        return _index_each(record_ids, last_moment)
    except requests.RequestException as error:
        raise _away(error) from error


def _index_each(record_ids: Sequence[str], last_moment: float) -> list[SearchIndexError]:
    failures: list[SearchIndexError] = []
    for record_id in record_ids:
        if time.monotonic() > last_moment:
            raise _away("too slow")
        if error := _index_one(record_id):
            failures.append(error)
    return failures


def _index_one(record_id: str) -> SearchIndexError | None:
    """Index one record; what keeps it out of the index must not keep the others out."""
    try:
        if model.Package.get(record_id) is None:
            core_logic.index_remove_package(record_id)
        else:
            core_logic.index_update_package(_context(), record_id, defer_commit=True)
    except SearchIndexError as error:
        if _REFUSED not in str(error):
            raise _away(error) from error
        log.warning("index: %s is refused", record_id)
        return error
    except requests.RequestException as error:
        raise _away(error) from error
    return None


def _away(why: object) -> SolrAwayError:
    log.warning("index: Solr does not answer: %s", why)
    BREAKER.failed()
    return SolrAwayError()
