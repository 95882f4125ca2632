"""What looking through a file brought (R24): kinds and places, never what was found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment


class FileScan(tk.BaseModel):
    """A file by its bytes, as one version of the detectors saw it."""

    __tablename__ = "camau_file_scan"

    sha256: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    version: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    mimetype: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    status: Mapped[str] = mapped_column(sa.Text, nullable=False)
    reason: Mapped[str] = mapped_column(sa.Text, nullable=False, default="")
    hits: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, nullable=False)
    at: Mapped[datetime] = moment()
