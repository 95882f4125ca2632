"""Columns of the registers whose entries are never changed: an edit is a new row, the newest one counts."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from ckanext.camau.model.base import Chained, moment, uuid_key


class Versioned(Chained):
    """One version of an entry: what it says, who wrote it when, and why.

    ``changed_by`` is empty for what was delivered with the portal.
    """

    id: Mapped[str] = uuid_key()
    key: Mapped[str] = mapped_column(sa.Text, nullable=False)
    version: Mapped[int] = mapped_column(sa.Integer, nullable=False)
    data: Mapped[dict[str, str]] = mapped_column(JSONB, nullable=False)
    reason: Mapped[str] = mapped_column(sa.Text, nullable=False)
    changed_by: Mapped[str] = mapped_column(sa.Text, nullable=False)
    at: Mapped[datetime] = moment()

    @declared_attr.directive
    def __table_args__(cls) -> tuple[sa.UniqueConstraint, ...]:  # noqa: N805 - SQLAlchemy hands the class
        """Return the constraint by which one of two writers at once comes second."""
        return (sa.UniqueConstraint("key", "version", name=f"{cls.__tablename__}_version"),)  # type: ignore[attr-defined]
