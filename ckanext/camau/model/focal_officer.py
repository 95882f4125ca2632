"""Focal officers (cán bộ đầu mối) of agencies: D32 13(3), ND47 7(1)."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment, uuid_key


class FocalOfficer(tk.BaseModel):
    """A focal officer's term of office; its contact is public by law."""

    __tablename__ = "camau_focal_officer"

    id: Mapped[str] = uuid_key()
    owner_org: Mapped[str] = mapped_column(sa.Text, nullable=False, index=True)
    name: Mapped[str] = mapped_column(sa.Text, nullable=False)
    position: Mapped[str] = mapped_column(sa.Text, nullable=False)
    phone: Mapped[str] = mapped_column(sa.Text, nullable=False)
    email: Mapped[str] = mapped_column(sa.Text, nullable=False)
    valid_from: Mapped[date] = mapped_column(sa.Date, nullable=False)
    valid_to: Mapped[date | None] = mapped_column(sa.Date)
    document: Mapped[str | None] = mapped_column(sa.Text)
    created_by: Mapped[str] = mapped_column(sa.Text, nullable=False)
    at: Mapped[datetime] = moment()
