"""Making the index, and a package row, what the ledger says. Small batches; stops when Solr does not answer."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from typing import Final

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search.common import SearchIndexError

from ckanext.camau.catalogue import in_force, package_rows, package_write, packages, permit, public
from ckanext.camau.model import WorkingCopy
from ckanext.camau.outbox import indexing
from ckanext.camau.reconcile import figures, index
from ckanext.camau.reconcile.compare import Found

log = logging.getLogger(__name__)

_BATCH: Final = 100


def documents(record_ids: Collection[str], extra: Iterable[Found]) -> None:
    """Remove documents that are too many, index the records again.

    :raises indexing.SolrAwayError: Solr does not answer; the rest is left to the next run
    """
    if keys := {doc.index_id for doc in extra}:
        index.remove(keys)
        indexing.commit()
    ids = sorted(record_ids)
    for start in range(0, len(ids), _BATCH):
        _index(ids[start : start + _BATCH])


def _index(record_ids: Sequence[str]) -> None:
    try:
        indexing.index({"record_ids": record_ids})
    except SearchIndexError:
        log.exception("reconcile: a record cannot be indexed")
    finally:
        # each batch sees what is committed then, and the session does not grow
        model.Session.rollback()
        model.Session.expunge_all()


def row(record_id: str) -> bool:
    """Write a package row again as it was issued; hide one that is not public. Return whether it could be done."""
    try:
        packages.lock([record_id])
        found = in_force.find(record_id)
        if found is None:
            if not public.is_issued(record_id):
                model.Session.query(model.Package).filter_by(id=record_id).update({"private": True})
        else:
            _write(found)
        model.Session.commit()
    except (tk.ValidationError, tk.NotAuthorized):
        log.exception("reconcile: the row of %s cannot be written", record_id)
        model.Session.rollback()
        return False
    return True


def _write(record: in_force.IssuedRecord) -> None:
    # A copy that is not kept: the writer of an issue takes what it writes from one.
    copy = WorkingCopy(record_id=record.record_id, type=record.type, owner_org=record.owner_org, data=record.content)
    package = package_write.load([record.record_id])[record.record_id]
    with permit.issuing({record.record_id}) as key:
        writer = package_write.Writer(figures.RECONCILER, key, package_rows.tags([record.content]))
        writer.write(copy, package, record.name)
        model.Session.flush()
