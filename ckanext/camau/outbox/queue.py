"""Putting work into the outbox, in the transaction that makes it necessary."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ckan import model

from ckanext.camau.model import Outbox


def add(kind: str, payload: dict[str, Any], event_key: str | None = None) -> None:
    """Add one task. An ``event_key`` makes it unique: the same mail is never queued twice."""
    if event_key and model.Session.query(Outbox).filter_by(event_key=event_key).first():
        return
    model.Session.add(Outbox(kind=kind, payload=payload, event_key=event_key))


def add_index(record_ids: Collection[str]) -> None:
    """Ask for records to be indexed as the committed ledger then says."""
    add("index", {"record_ids": list(record_ids)})
