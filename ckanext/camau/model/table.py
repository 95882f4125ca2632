"""Tables in the datastore: which file of which record each of them holds."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment


class Table(tk.BaseModel):
    """A stored table of a record that was issued; ``problem`` says why a file has none (an English msgid)."""

    __tablename__ = "camau_table"

    resource_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    record_id: Mapped[str] = mapped_column(sa.Text, nullable=False, index=True)
    sha256: Mapped[str] = mapped_column(sa.Text, nullable=False)
    rows: Mapped[int] = mapped_column(sa.Integer, nullable=False)
    problem: Mapped[str | None] = mapped_column(sa.Text)
    at: Mapped[datetime] = moment()
