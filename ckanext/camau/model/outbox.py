"""The outbox: work that must follow a commit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment


class Outbox(tk.BaseModel):
    """A task written in the transaction that makes it necessary.

    An index task is done at least once after it, a mail at most once. One that fails too often, or whose fate is not
    known, is given up (``dead_at``) until an administrator has it tried again.
    """

    __tablename__ = "camau_outbox"
    __table_args__ = (
        sa.Index("camau_outbox_due", "due", postgresql_where=sa.text("done_at IS NULL AND dead_at IS NULL")),
        sa.Index("camau_outbox_dead", "dead_at", postgresql_where=sa.text("dead_at IS NOT NULL")),
        sa.UniqueConstraint("event_key", name="camau_outbox_event_key"),
    )

    id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(sa.Text, nullable=False)
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB, nullable=False)
    event_key: Mapped[str | None] = mapped_column(sa.Text)
    created: Mapped[datetime] = moment()
    due: Mapped[datetime] = moment()
    attempts: Mapped[int] = mapped_column(sa.Integer, nullable=False, default=0)
    #: When a worker began what must not be done twice.
    begun_at: Mapped[datetime | None] = moment(nullable=True)
    done_at: Mapped[datetime | None] = moment(nullable=True)
    dead_at: Mapped[datetime | None] = moment(nullable=True)
    error: Mapped[str | None] = mapped_column(sa.Text)
