"""Decisions that correct an issued edition; the edition itself never changes."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import Chained, moment, uuid_key


class EditionCorrection(tk.BaseModel, Chained):
    """What a decision corrects in an edition, in words; ``records``: ``record_id`` and ``text`` of single entries."""

    __tablename__ = "camau_edition_correction"

    id: Mapped[str] = uuid_key()
    edition_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("camau_edition.id"), nullable=False, index=True)
    act_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("camau_act.id"), nullable=False)
    text: Mapped[str] = mapped_column(sa.Text, nullable=False)
    records: Mapped[list[dict[str, str]]] = mapped_column(JSONB, nullable=False)
    recorded_by: Mapped[str] = mapped_column(sa.Text, nullable=False)
    at: Mapped[datetime] = moment()
