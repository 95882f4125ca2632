"""What people chose to get by mail."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment


class MailChoice(tk.BaseModel):
    """Whether an account gets the daily digest; an account without a row gets it."""

    __tablename__ = "camau_mail_choice"

    user_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    digest: Mapped[bool] = mapped_column(sa.Boolean, nullable=False)
    at: Mapped[datetime] = moment()
