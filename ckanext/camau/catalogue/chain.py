"""Verifying the hash chains of the append-only tables (R5, abuse case 70)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from ckanext.camau.model import CHAINED_TABLES
from ckanext.camau.model.base import engine

_WALK: Final = """
SELECT seq, row_hash, lag(row_hash) OVER (ORDER BY seq) AS before, prev_hash,
       encode(sha256(convert_to(prev_hash || (to_jsonb(t) - 'row_hash')::text, 'UTF8')), 'hex') AS computed
FROM {table} t ORDER BY seq
"""
_START: Final = "0" * 64


@dataclass(frozen=True)
class Chain:
    """The state of one table's chain; ``broken_at`` is the first sequence number that does not fit."""

    table: str
    rows: int
    head: str
    broken_at: int | None


def verify() -> Iterator[Chain]:
    """Recompute every chain as the trigger computed it."""
    with engine().connect() as connection:
        connection.execute(sa.text("SET timezone = 'UTC'"))
        connection.execute(sa.text("SET datestyle = 'ISO, YMD'"))
        for table in CHAINED_TABLES:
            yield _walk(connection, table)
        connection.execute(sa.text("RESET timezone"))
        connection.execute(sa.text("RESET datestyle"))


def _walk(connection: sa.Connection, table: str) -> Chain:
    rows, head, broken = 0, _START, None
    for row in connection.execute(sa.text(_WALK.format(table=table))):
        rows += 1
        fits = row.seq == rows and row.prev_hash == (row.before or _START) and row.row_hash == row.computed
        if not fits and broken is None:
            broken = row.seq
        head = row.row_hash
    return Chain(table, rows, head, broken)
