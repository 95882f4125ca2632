"""Events of a record: the newest one says whether the public may see it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import Chained, moment, uuid_key


class Event(tk.BaseModel, Chained):
    """One of: issued, suspended, resumed, withdrawn, removed, taken_down."""

    __tablename__ = "camau_event"
    __table_args__ = (sa.Index("camau_event_newest", "record_id", sa.text("seq DESC")),)

    id: Mapped[str] = uuid_key()
    record_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("camau_record.record_id"), nullable=False)
    kind: Mapped[str] = mapped_column(sa.Text, nullable=False)
    version_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("camau_version.id"), nullable=False)
    edition_id: Mapped[str | None] = mapped_column(sa.Text, sa.ForeignKey("camau_edition.id"))
    actor: Mapped[str] = mapped_column(sa.Text, nullable=False)
    reason: Mapped[str | None] = mapped_column(sa.Text)
    document_sha256: Mapped[str | None] = mapped_column(sa.Text)
    successor_id: Mapped[str | None] = mapped_column(sa.Text)
    at: Mapped[datetime] = moment()
