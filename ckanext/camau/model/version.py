"""Issued versions: number and hash; the content stands in a row apart."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import Chained, moment, uuid_key


class Version(tk.BaseModel, Chained):
    """An issued version (bản đã ban hành). It never changes."""

    __tablename__ = "camau_version"
    __table_args__ = (sa.UniqueConstraint("record_id", "number", name="camau_version_number_key"),)

    id: Mapped[str] = uuid_key()
    record_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("camau_record.record_id"), nullable=False)
    number: Mapped[int] = mapped_column(sa.Integer, nullable=False)
    content_hash: Mapped[str] = mapped_column(sa.Text, nullable=False)
    owner_org: Mapped[str] = mapped_column(sa.Text, nullable=False)
    working_copy_id: Mapped[str] = mapped_column(sa.Text, nullable=False)
    act_id: Mapped[str | None] = mapped_column(sa.Text, sa.ForeignKey("camau_act.id"))
    edition_id: Mapped[str | None] = mapped_column(sa.Text, sa.ForeignKey("camau_edition.id"), index=True)
    issued_at: Mapped[datetime] = moment()
