"""One run: compare, look again at what differs, repair, look once more, store the figures."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sa

from ckan import model

from ckanext.camau.model import ReconcileRun
from ckanext.camau.model.base import engine, now
from ckanext.camau.outbox.indexing import SolrAwayError
from ckanext.camau.reconcile import figures, index, ledger, repair
from ckanext.camau.reconcile.compare import Expected, Kind, differences

log = logging.getLogger(__name__)

#: Only one run at a time, however many workers there are.
_LOCK: Final = sa.text("SELECT pg_try_advisory_lock(hashtext('camau_reconcile'))")
_UNLOCK: Final = sa.text("SELECT pg_advisory_unlock(hashtext('camau_reconcile'))")

_Drift = dict[Kind, list[str]]


def reconcile() -> ReconcileRun | None:
    """Compare and repair; return the stored run, None while another worker is at it.

    Must be called outside a transaction: it commits.
    """
    with _alone() as alone:
        return _run() if alone else None


def _run() -> ReconcileRun:
    started, records = now(), 0
    found: _Drift = {}
    left: _Drift = {}
    try:
        expected, found = _compare()
        records = len(expected)
        left = found
        if found:
            log.warning("reconcile: %s", {kind: len(ids) for kind, ids in found.items()})
            _repair(found)
            left = _again(found)
    except SolrAwayError:
        log.warning("reconcile: Solr does not answer; the next run repairs what is left")
        model.Session.rollback()
        before = figures.newest()
        known = _counted(left) or (dict(before.left) if before else {})
        return figures.keep(started, records, _counted(found), known, "SolrAwayError")
    return figures.keep(started, records, _counted(found), _counted(left))


def _compare() -> tuple[dict[str, Expected], _Drift]:
    """Compare everything; what was only under way while we looked is left out."""
    documents = index.everything()
    expected = {one.record_id: one for one in ledger.everything()}
    suspects = differences(expected, documents)
    return expected, (_again(suspects) if suspects else {})


def _again(suspects: _Drift) -> _Drift:
    ids = {record_id for kind in suspects.values() for record_id in kind}
    documents = index.some(ids)
    return differences({one.record_id: one for one in ledger.some(ids)}, documents)


def _repair(found: _Drift) -> None:
    """Repair all that can be; records that the outbox is about to index are its own."""
    rows = [record_id for record_id in found.get("row", ()) if repair.row(record_id)]
    wrong = {i for kind in ("missing", "stale", "label", "extra") for i in found.get(kind, ())}
    known = {one.record_id: one for one in ledger.some(wrong)}
    extra = [
        doc
        for record_id, docs in index.some(found.get("extra", ())).items()
        for doc in docs
        if record_id not in known or doc.index_id != known[record_id].index_id
    ]
    # What shows too much is not left to the outbox, whose task may have to wait.
    urgent = set(found.get("label", ()))
    waiting = ledger.awaited() - urgent
    repair.documents({*_present(wrong, known), *rows} - waiting, extra)


def _present(ids: Iterable[str], known: dict[str, Expected]) -> Iterator[str]:
    return (record_id for record_id in ids if record_id in known)


def _counted(drift: _Drift) -> dict[str, int]:
    return {str(kind): len(ids) for kind, ids in drift.items()}


@contextmanager
def _alone() -> Iterator[bool]:
    """Hold the lock of the reconciler on a connection of its own, which gives it back even when the process dies."""
    with engine().connect() as connection:
        got = bool(connection.execute(_LOCK).scalar())
        connection.commit()
        try:
            yield got
        finally:
            if got:
                connection.execute(_UNLOCK)
                connection.commit()
