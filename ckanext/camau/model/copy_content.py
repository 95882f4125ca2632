"""Contents that a working copy had before: what somebody read or started from, for telling what differs since."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment


class CopyContent(tk.BaseModel):
    """The content of a working copy at one lock version; ``submitted``: it was, and so is kept with the case."""

    __tablename__ = "camau_copy_content"

    working_copy_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("camau_working_copy.id"), primary_key=True)
    lock_version: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    content_hash: Mapped[str] = mapped_column(sa.Text, nullable=False)
    data: Mapped[dict[str, Any]] = mapped_column(JSONB, nullable=False)
    submitted: Mapped[bool] = mapped_column(sa.Boolean, nullable=False, default=False)
    at: Mapped[datetime] = moment()
