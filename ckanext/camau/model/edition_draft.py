"""Editions that are being composed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment, uuid_key


class EditionDraft(tk.BaseModel):
    """A draft edition: record ids in order. It keeps its id when it is issued.

    While ``signed`` it waits for the day on which its decision takes effect, with the decision as it was recorded.
    """

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
    act: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    act_key: Mapped[str | None] = mapped_column(sa.Text, unique=True)
    issue_on: Mapped[date | None] = mapped_column(sa.Date)
    signed_hash: Mapped[str | None] = mapped_column(sa.Text)
    signed_by: Mapped[str | None] = mapped_column(sa.Text)
    signed_at: Mapped[datetime | None] = moment(nullable=True)
