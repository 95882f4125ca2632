"""Which person an account belongs to: duties are separated by person, not by account."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk


class Account(tk.BaseModel):
    """The person behind an account; an account without a row is a person of its own."""

    __tablename__ = "camau_account"

    user_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    person: Mapped[str] = mapped_column(sa.Text, nullable=False, index=True)
