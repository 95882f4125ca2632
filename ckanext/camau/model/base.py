"""What the tables share: UTC time stamps and the columns of a hash-chained table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from ckan import model
from ckan.model.types import make_uuid


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def engine() -> sa.Engine:
    """Return CKAN's database engine, for what must stand outside the transaction under way."""
    found = model.meta.engine
    if found is None:
        raise RuntimeError("CKAN's database engine is not set up yet")
    return found


def uuid_key() -> Mapped[str]:
    """Return a primary key column filled with a random UUID."""
    return mapped_column(sa.Text, primary_key=True, default=make_uuid)


def moment(*, nullable: bool = False, default: Any = now) -> Mapped[Any]:
    """Return a column that holds a moment with its zone; the present one unless told otherwise."""
    return mapped_column(sa.DateTime(timezone=True), nullable=nullable, default=None if nullable else default)


class Chained:
    """Columns of an append-only table, filled by ``camau_chain()`` in PostgreSQL alone.

    ``row_hash`` covers the row and ``prev_hash``, so a changed, removed or inserted row breaks the chain.
    """

    @declared_attr
    def seq(cls) -> Mapped[int]:  # noqa: N805 - SQLAlchemy hands the class
        """Return the place of the row in its table's chain, without gaps, from 1."""
        return mapped_column(sa.BigInteger, sa.FetchedValue(), nullable=False, unique=True)

    @declared_attr
    def prev_hash(cls) -> Mapped[str]:  # noqa: N805
        """Return the ``row_hash`` of the row before, or 64 zeros."""
        return mapped_column(sa.Text, sa.FetchedValue(), nullable=False)

    @declared_attr
    def row_hash(cls) -> Mapped[str]:  # noqa: N805
        """Return sha-256 of ``prev_hash`` and the row as PostgreSQL's ``jsonb`` text."""
        return mapped_column(sa.Text, sa.FetchedValue(), nullable=False)
