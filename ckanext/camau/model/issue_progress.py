"""How far the issue of an edition has come; written outside its transaction, so that others see it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment


class IssueProgress(tk.BaseModel):
    """One row an edition; it says nothing of what is public: only the ledger does."""

    __tablename__ = "camau_issue_progress"

    edition_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    step: Mapped[str] = mapped_column(sa.Text, nullable=False)
    done: Mapped[int] = mapped_column(sa.Integer, nullable=False)
    total: Mapped[int] = mapped_column(sa.Integer, nullable=False)
    started_at: Mapped[datetime] = moment()
    at: Mapped[datetime] = moment()
