"""Entries and removals of an issued edition."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import Chained


class EditionEntry(tk.BaseModel, Chained):
    """A record that an edition adds or changes (``entry``) or takes out (``removal``)."""

    __tablename__ = "camau_edition_entry"

    edition_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("camau_edition.id"), primary_key=True)
    record_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("camau_record.record_id"), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.Text, nullable=False)
    position: Mapped[int] = mapped_column(sa.Integer, nullable=False)
    version_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("camau_version.id"), nullable=False)
