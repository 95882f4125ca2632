"""Where and when an act was officially published (D32 6(1)); added after the issue."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import Chained, moment, uuid_key


class ActPublication(tk.BaseModel, Chained):
    """One official publication of an act."""

    __tablename__ = "camau_act_publication"

    id: Mapped[str] = uuid_key()
    act_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("camau_act.id"), nullable=False, index=True)
    url: Mapped[str] = mapped_column(sa.Text, nullable=False)
    date: Mapped[date] = mapped_column(sa.Date, nullable=False)
    recorded_by: Mapped[str] = mapped_column(sa.Text, nullable=False)
    at: Mapped[datetime] = moment()
