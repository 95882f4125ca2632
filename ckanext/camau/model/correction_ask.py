"""Corrections of issued services that the focal point asks for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment, uuid_key


class CorrectionAsk(tk.BaseModel):
    """What the focal point asks the agency to correct; open until a newer version than ``version`` is issued."""

    __tablename__ = "camau_correction_ask"

    id: Mapped[str] = uuid_key()
    record_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("camau_record.record_id"), nullable=False, index=True)
    version: Mapped[int] = mapped_column(sa.Integer, nullable=False)
    reason: Mapped[str] = mapped_column(sa.Text, nullable=False)
    comments: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, nullable=False)
    asked_by: Mapped[str] = mapped_column(sa.Text, nullable=False)
    person: Mapped[str] = mapped_column(sa.Text, nullable=False)
    at: Mapped[datetime] = moment()
