"""The audit trail: every step, decision and grant (R5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import Chained, moment, uuid_key


class Audit(tk.BaseModel, Chained):
    """One step: who did what, when, from which state to which, on which content hash."""

    __tablename__ = "camau_audit"
    __table_args__ = (
        sa.Index("camau_audit_subject", "subject_id", sa.text("seq DESC")),
        sa.Index("camau_audit_record", "record_id", sa.text("seq DESC")),
    )

    id: Mapped[str] = uuid_key()
    at: Mapped[datetime] = moment()
    actor: Mapped[str] = mapped_column(sa.Text, nullable=False)
    person: Mapped[str] = mapped_column(sa.Text, nullable=False)
    action: Mapped[str] = mapped_column(sa.Text, nullable=False)
    subject_kind: Mapped[str] = mapped_column(sa.Text, nullable=False)
    subject_id: Mapped[str] = mapped_column(sa.Text, nullable=False)
    record_id: Mapped[str | None] = mapped_column(sa.Text)
    from_state: Mapped[str | None] = mapped_column(sa.Text)
    to_state: Mapped[str | None] = mapped_column(sa.Text)
    content_hash: Mapped[str | None] = mapped_column(sa.Text)
    reasons: Mapped[list[str] | None] = mapped_column(JSONB)
    note: Mapped[str | None] = mapped_column(sa.Text)
    detail: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
