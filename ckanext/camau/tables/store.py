"""CKAN's datastore as the portal writes it: whole tables, from stored files. Core's actions to write are closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import ckan.plugins as p

from ckanext.camau.tables.columns import Column, value_of

_BATCH: Final = 1_000


def available() -> bool:
    """Tell whether the plugin is on."""
    return p.plugin_loaded("datastore")


def write(resource_id: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Replace the table of a resource. Readers see it only once ``camau_table`` names it, after the caller's commit."""
    drop(resource_id)
    backend = _backend()
    fields = [column.as_field() for column in columns]
    backend.create({}, {"resource_id": resource_id, "fields": fields}, {})
    for batch in _batched(list(_records(columns, rows))):
        backend.upsert({}, {"resource_id": resource_id, "records": batch, "method": "insert", "include_records": False})
    backend.calculate_record_count(resource_id)


def drop(resource_id: str) -> None:
    """Remove the table of a resource, if there is one."""
    backend = _backend()
    if backend.resource_exists(resource_id):
        backend.delete({}, {"resource_id": resource_id})
        backend.clear_table_stats(resource_id)


def _records(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            column.id: cell if column.type == "text" else value_of(column.info["kind"], cell)
            for column, cell in zip(columns, row, strict=True)
        }


def _batched(records: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(records), _BATCH):
        yield records[start : start + _BATCH]


def _backend() -> Any:
    from ckanext.datastore.backend import DatastoreBackend

    return DatastoreBackend.get_active_backend()
