"""What the committed ledger says is public, asked on a connection of its own.

A transaction that is still open must never make anything public: not in search, not in a label.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

import sqlalchemy as sa

from ckanext.camau.model.base import engine

#: The records that are public, each with the hash of its content in force.
_HASHES: Final = sa.text(
    """SELECT x.id, v.content_hash FROM unnest(CAST(:ids AS text[])) AS x(id)
    JOIN LATERAL (SELECT version_id FROM camau_event WHERE record_id = x.id ORDER BY seq DESC LIMIT 1) e ON true
    JOIN camau_version v ON v.id = e.version_id WHERE camau_is_issued(x.id)"""
)
_PUBLIC: Final = sa.text("SELECT id FROM unnest(CAST(:ids AS text[])) AS id WHERE camau_is_issued(id)")

#: What a batch has just asked: the hash by id, empty for what is not public.
_known: ContextVar[Mapping[str, str]] = ContextVar("camau_known_public", default={})  # noqa: B039 - never changed


@contextmanager
def asked_once(ids: Collection[str]) -> Iterator[None]:
    """Ask for many ids now; within the block they are not asked for again."""
    token = _known.set({**dict.fromkeys(ids, ""), **_hashes(ids)})
    try:
        yield
    finally:
        _known.reset(token)


def issued_ids(ids: Collection[str]) -> set[str]:
    """Return those of the package ids that are issued (or suspended, which stays visible) as committed."""
    if not ids:
        return set()
    known = _known.get()
    if known and all(id_ in known for id_ in ids):
        return {id_ for id_ in ids if known[id_]}
    with engine().connect() as connection:
        return set(connection.scalars(_PUBLIC, {"ids": list(ids)}))


def is_issued(record_id: str) -> bool:
    """Tell whether a record is public by the committed ledger."""
    return bool(issued_ids([record_id]))


def issued_hash(record_id: str) -> str:
    """Return the hash of the content that the committed ledger has public; empty for none."""
    known = _known.get()
    return known[record_id] if record_id in known else _hashes([record_id]).get(record_id, "")


def _hashes(ids: Collection[str]) -> dict[str, str]:
    with engine().connect() as connection:
        return {row.id: row.content_hash for row in connection.execute(_HASHES, {"ids": list(ids)})}
