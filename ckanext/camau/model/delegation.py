"""Delegations (ủy quyền): who acts for whom, from, to, by which document."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment, uuid_key


class Delegation(tk.BaseModel):
    """One role of one account, exercised by another for a time."""

    __tablename__ = "camau_delegation"

    id: Mapped[str] = uuid_key()
    from_user: Mapped[str] = mapped_column(sa.Text, nullable=False)
    to_user: Mapped[str] = mapped_column(sa.Text, nullable=False, index=True)
    role: Mapped[str] = mapped_column(sa.Text, nullable=False)
    owner_org: Mapped[str | None] = mapped_column(sa.Text)
    valid_from: Mapped[date] = mapped_column(sa.Date, nullable=False)
    valid_to: Mapped[date] = mapped_column(sa.Date, nullable=False)
    document: Mapped[str] = mapped_column(sa.Text, nullable=False)
    created_by: Mapped[str] = mapped_column(sa.Text, nullable=False)
    at: Mapped[datetime] = moment()
    ended_at: Mapped[datetime | None] = moment(nullable=True)
    ended_by: Mapped[str | None] = mapped_column(sa.Text)
    end_reason: Mapped[str | None] = mapped_column(sa.Text)
