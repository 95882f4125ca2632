"""Editions that are being composed."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment, uuid_key


class EditionDraft(tk.BaseModel):
    """A draft edition: record ids in order. It keeps its id when it is issued."""

    __tablename__ = "camau_edition_draft"

    id: Mapped[str] = uuid_key()
    kind: Mapped[str] = mapped_column(sa.Text, nullable=False)
    title: Mapped[str] = mapped_column(sa.Text, nullable=False)
    entries: Mapped[list[str]] = mapped_column(JSONB, nullable=False)
    removals: Mapped[list[str]] = mapped_column(JSONB, nullable=False)
    lock_version: Mapped[int] = mapped_column(sa.Integer, nullable=False, default=1)
    state: Mapped[str] = mapped_column(sa.Text, nullable=False, default="draft")
    created_by: Mapped[str] = mapped_column(sa.Text, nullable=False)
    created: Mapped[datetime] = moment()
    modified: Mapped[datetime] = moment()
