"""The province's own days off and working days."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment, uuid_key


class CalendarDay(tk.BaseModel):
    """A day as the province declared it, valid from ``recorded_at`` until it is withdrawn or declared anew."""

    __tablename__ = "camau_calendar_day"
    __table_args__ = (
        sa.Index("camau_calendar_day_valid", "day", unique=True, postgresql_where=sa.text("withdrawn_at IS NULL")),
    )

    id: Mapped[str] = uuid_key()
    day: Mapped[date] = mapped_column(sa.Date, nullable=False)
    kind: Mapped[str] = mapped_column(sa.Text, nullable=False)
    name: Mapped[str] = mapped_column(sa.Text, nullable=False)
    document: Mapped[str] = mapped_column(sa.Text, nullable=False)
    recorded_at: Mapped[datetime] = moment()
    recorded_by: Mapped[str] = mapped_column(sa.Text, nullable=False)
    withdrawn_at: Mapped[datetime | None] = moment(nullable=True)
    withdrawn_by: Mapped[str | None] = mapped_column(sa.Text)
