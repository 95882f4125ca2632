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

_PUBLIC: Final = sa.text("SELECT id FROM unnest(CAST(:ids AS text[])) AS id WHERE camau_is_issued(id)")


#: What a batch has just asked, by id.
_known: ContextVar[Mapping[str, bool]] = ContextVar("camau_known_public", default={})  # noqa: B039 - never changed


@contextmanager
def asked_once(ids: Collection[str]) -> Iterator[None]:
    """Ask for many ids now; within the block they are not asked for again."""
    issued = issued_ids(ids)
    token = _known.set({id_: id_ in issued for id_ in ids})
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
