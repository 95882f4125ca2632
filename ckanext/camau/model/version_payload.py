"""The content of an issued version, apart so that a take-down can erase it while hash and history stay."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk


class VersionPayload(tk.BaseModel):
    """Content of a version; only ``camau_erase_payload()`` in PostgreSQL can remove it."""

    __tablename__ = "camau_version_payload"

    version_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("camau_version.id"), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB, nullable=False)
