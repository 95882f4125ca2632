"""Uploaded files: who brought which bytes under which name."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment, uuid_key


class Upload(tk.BaseModel):
    """An upload; the bytes lie in the store under their sha-256."""

    __tablename__ = "camau_upload"

    id: Mapped[str] = uuid_key()
    sha256: Mapped[str] = mapped_column(sa.Text, nullable=False, index=True)
    size: Mapped[int] = mapped_column(sa.BigInteger, nullable=False)
    name: Mapped[str] = mapped_column(sa.Text, nullable=False)
    mimetype: Mapped[str] = mapped_column(sa.Text, nullable=False)
    owner_org: Mapped[str | None] = mapped_column(sa.Text)
    uploaded_by: Mapped[str] = mapped_column(sa.Text, nullable=False)
    at: Mapped[datetime] = moment()
