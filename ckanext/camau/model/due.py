"""Due dates that run, and how they moved."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment, uuid_key


class DueDate(tk.BaseModel):
    """A due date of a subject. It ends with its state; one that moves is superseded by another row, with the reason."""

    __tablename__ = "camau_due"
    __table_args__ = (
        sa.Index(
            "camau_due_running",
            "subject_id",
            "term",
            unique=True,
            postgresql_where=sa.text("superseded_at IS NULL AND ended_at IS NULL"),
        ),
        sa.Index("camau_due_history", "subject_id", "computed_at"),
    )

    id: Mapped[str] = uuid_key()
    subject_kind: Mapped[str] = mapped_column(sa.Text, nullable=False)
    subject_id: Mapped[str] = mapped_column(sa.Text, nullable=False)
    term: Mapped[str] = mapped_column(sa.Text, nullable=False)
    started_at: Mapped[datetime] = moment()
    due_on: Mapped[date] = mapped_column(sa.Date, nullable=False)
    computed_at: Mapped[datetime] = moment()
    ended_at: Mapped[datetime | None] = moment(nullable=True)
    superseded_at: Mapped[datetime | None] = moment(nullable=True)
    reason: Mapped[str | None] = mapped_column(sa.Text)
