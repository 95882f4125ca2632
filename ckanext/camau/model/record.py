"""The identity of a record, fixed at its first issue."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import Chained, moment


class Record(tk.BaseModel, Chained):
    """A record that was issued at least once: its code and address are taken for good."""

    __tablename__ = "camau_record"

    record_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("package.id"), primary_key=True)
    type: Mapped[str] = mapped_column(sa.Text, nullable=False)
    code: Mapped[str | None] = mapped_column(sa.Text)
    code_key: Mapped[str | None] = mapped_column(sa.Text, unique=True)
    name: Mapped[str] = mapped_column(sa.Text, nullable=False, unique=True)
    at: Mapped[datetime] = moment()
