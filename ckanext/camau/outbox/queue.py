"""Putting work into the outbox, in the transaction that makes it necessary."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from ckan import model

from ckanext.camau.model import Outbox


def add(kind: str, payload: dict[str, Any], event_key: str | None = None) -> None:
    """Add one task. An ``event_key`` makes it unique: the same mail is never queued twice."""
    task = insert(Outbox).values(kind=kind, payload=payload, event_key=event_key)
    model.Session.execute(task.on_conflict_do_nothing(index_elements=[Outbox.event_key]))


def add_index(record_ids: Collection[str]) -> None:
    """Ask for records to be indexed as the committed ledger then says."""
    add("index", {"record_ids": list(record_ids)})


def add_tables(record_ids: Collection[str]) -> None:
    """Ask for tables and views of records to follow the committed ledger; one task each, since a table takes time."""
    for record_id in record_ids:
        add("tables", {"record_ids": [record_id]})


def drop_tables(record_id: str) -> None:
    """Ask for tables and views of a hidden record to go: no reading of files, so that a request may wait for it."""
    add("tables_drop", {"record_ids": [record_id]})
