"""Editions as issued."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import Chained, moment


class Edition(tk.BaseModel, Chained):
    """What one decision of the Chairman adds, changes and takes out (D32 5(2), 8(2))."""

    __tablename__ = "camau_edition"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.Text, nullable=False)
    title: Mapped[str] = mapped_column(sa.Text, nullable=False)
    edition_hash: Mapped[str] = mapped_column(sa.Text, nullable=False)
    act_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("camau_act.id"), nullable=False)
    issued_at: Mapped[datetime] = moment()
