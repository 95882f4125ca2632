"""What an editor says of a hit, and who confirmed it (R24: a second person confirms)."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment, uuid_key


class ScanAnswer(tk.BaseModel):
    """An answer to a hit of a record; it holds as long as the key, and so the thing found, is the same."""

    __tablename__ = "camau_scan_answer"
    __table_args__ = (sa.UniqueConstraint("record_id", "hit_key", name="camau_scan_answer_hit"),)

    id: Mapped[str] = uuid_key()
    record_id: Mapped[str] = mapped_column(sa.Text, nullable=False)
    hit_key: Mapped[str] = mapped_column(sa.Text, nullable=False)
    answer: Mapped[str] = mapped_column(sa.Text, nullable=False)
    note: Mapped[str] = mapped_column(sa.Text, nullable=False, default="")
    answered_by: Mapped[str] = mapped_column(sa.Text, nullable=False)
    person: Mapped[str] = mapped_column(sa.Text, nullable=False)
    at: Mapped[datetime] = moment()
    confirmed_by: Mapped[str | None] = mapped_column(sa.Text)
    confirmed_at: Mapped[datetime | None] = moment(nullable=True)
