"""Making tables and views follow the ledger: idempotent, in either direction, as often as one likes."""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau import config
from ckanext.camau.catalogue import in_force
from ckanext.camau.files import store as files
from ckanext.camau.model import Table
from ckanext.camau.reading import dictionary
from ckanext.camau.reading.layout import layout
from ckanext.camau.reading.limits import Limits, TooMuch, Unreadable
from ckanext.camau.reading.tables import read_tables
from ckanext.camau.tables import columns, store, views
from ckanext.camau.workflow.messages import N_

log = logging.getLogger(__name__)

_FORMATS: Final = frozenset({"CSV", "TSV", "XLSX", "XLS", "ODS"})
_WIDEST: Final = 200
_ODD: Final = (zipfile.BadZipFile, UnicodeError, MemoryError, ValueError, RecursionError, TooMuch, Unreadable)

_NO_TABLE: Final = N_("The file holds no table that can be read.")
_TOO_LARGE: Final = N_("The table is too large to be shown here. Download the file.")


class _Skip(Exception):
    """A file gets no table; the message is an msgid."""


def sync(payload: Mapping[str, Any]) -> None:
    """Load what is issued, remove what is not; adds to the caller's transaction.

    :param payload: ``record_ids``
    """
    for record_id in payload["record_ids"]:
        model.Session.execute(_LOCK, {"id": record_id})
        standing = in_force.find(record_id)
        resources = (
            {res["id"]: res for res in standing.content.get("resources", ()) if res.get("id")} if standing else {}
        )
        if store.available():
            _tables(record_id, resources)
        views.sync(record_id, resources, _loaded(record_id))


_LOCK: Final = sa.text("SELECT pg_advisory_xact_lock(hashtext('camau_table'), hashtext(:id))")


def _loaded(record_id: str) -> set[str]:
    found = model.Session.query(Table.resource_id).filter(Table.record_id == record_id, Table.problem.is_(None))
    return {resource_id for (resource_id,) in found}


def _tables(record_id: str, resources: Mapping[str, Mapping[str, Any]]) -> None:
    wanted = {id_: res for id_, res in resources.items() if res.get("sha256") and res.get("format") in _FORMATS}
    known = {row.resource_id: row for row in model.Session.query(Table).filter_by(record_id=record_id)}
    for resource_id, row in known.items():
        if resource_id not in wanted:
            store.drop(resource_id)
            model.Session.delete(row)
    for resource_id, resource in wanted.items():
        row = known.get(resource_id)
        if row is None or row.sha256 != resource["sha256"]:
            _load(record_id, resource, row)
    model.Session.flush()


def _load(record_id: str, resource: Mapping[str, Any], row: Table | None) -> None:
    rows, problem = 0, None
    try:
        rows = _write(resource)
    except _Skip as skip:
        store.drop(resource["id"])
        problem = str(skip)
    if row is None:
        row = Table(resource_id=resource["id"], record_id=record_id)
        model.Session.add(row)
    row.sha256, row.rows, row.problem = resource["sha256"], rows, problem


def _write(resource: Mapping[str, Any]) -> int:
    """Read the stored file within bounds and write its table; return the number of rows."""
    sha256 = resource["sha256"]
    if not files.exists(sha256):
        raise _Skip(_NO_TABLE)
    path = files.path_of(sha256)
    if path.stat().st_size > config.table_bytes():
        raise _Skip(_TOO_LARGE)
    limits = Limits(rows=config.table_rows() + 50, cells=config.table_rows() * 50, seconds=60.0)
    try:
        table = dictionary.shown(read_tables(path, resource.get("mimetype", ""), limits=limits))
    except _ODD as error:
        log.info("tables: %s cannot be read: %s", sha256[:12], type(error).__name__)
        raise _Skip(_NO_TABLE) from error
    if table is None:
        raise _Skip(_NO_TABLE)
    found = layout(table)
    rows = [cells for _number, cells in found.rows]
    if not table.complete or len(rows) > config.table_rows() or len(found.headings) > _WIDEST:
        raise _Skip(_TOO_LARGE)
    made = columns.columns(found.headings, resource.get("dictionary") or [], rows)
    try:
        store.write(resource["id"], made, rows)
    except tk.ValidationError as error:
        log.warning("tables: the datastore refused %s: %s", sha256[:12], list(error.error_dict))
        raise _Skip(_NO_TABLE) from error
    return len(rows)
