"""What the committed ledger says is public, asked on a connection of its own.

A transaction that is still open must never make anything public: not in search, not in a label.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import sqlalchemy as sa

from ckanext.camau.model.base import engine

_PUBLIC: Final = sa.text("SELECT id FROM unnest(CAST(:ids AS text[])) AS id WHERE camau_is_issued(id)")


def issued_ids(ids: Collection[str]) -> set[str]:
    """Return those of the package ids that are issued (or suspended, which stays visible) as committed."""
    if not ids:
        return set()
    with engine().connect() as connection:
        return set(connection.scalars(_PUBLIC, {"ids": list(ids)}))


def is_issued(record_id: str) -> bool:
    """Tell whether a record is public by the committed ledger."""
    return bool(issued_ids([record_id]))
