"""Comments of the review on single fields: in no content, no hash, no index, on no public page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment, uuid_key


class Comment(tk.BaseModel):
    """A comment on the value that a field had: open while the field has that value, unless somebody closed it.

    ``path`` is the place as it was named, ``anchor`` the same with rows by what they are known by.
    """

    __tablename__ = "camau_comment"
    __table_args__ = (sa.Index("camau_comment_copy", "working_copy_id", "at"),)

    id: Mapped[str] = uuid_key()
    working_copy_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("camau_working_copy.id"), nullable=False)
    path: Mapped[str] = mapped_column(sa.Text, nullable=False)
    anchor: Mapped[list[Any]] = mapped_column(JSONB, nullable=False)
    value_hash: Mapped[str] = mapped_column(sa.Text, nullable=False)
    value_text: Mapped[str] = mapped_column(sa.Text, nullable=False)
    text: Mapped[str] = mapped_column(sa.Text, nullable=False)
    author: Mapped[str] = mapped_column(sa.Text, nullable=False)
    person: Mapped[str] = mapped_column(sa.Text, nullable=False)
    role: Mapped[str] = mapped_column(sa.Text, nullable=False)
    at: Mapped[datetime] = moment()
    state_at: Mapped[str] = mapped_column(sa.Text, nullable=False)
    content_hash: Mapped[str] = mapped_column(sa.Text, nullable=False)
    closed_by: Mapped[str | None] = mapped_column(sa.Text)
    closed_at: Mapped[datetime | None] = moment(nullable=True)
