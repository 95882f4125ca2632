"""What each run of the reconciler found: the figures that health checks and metrics show."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment


class ReconcileRun(tk.BaseModel):
    """One comparison of ledger, package rows, index and feed."""

    __tablename__ = "camau_reconcile_run"
    __table_args__ = (sa.Index("camau_reconcile_run_finished", "finished_at"),)

    id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=True)
    started_at: Mapped[datetime] = moment()
    finished_at: Mapped[datetime] = moment()
    records: Mapped[int] = mapped_column(sa.Integer, nullable=False)
    #: How many records differed, by kind, and how many still did after the repair; none of a kind, no key.
    found: Mapped[dict[str, int]] = mapped_column(JSONB, nullable=False)
    left: Mapped[dict[str, int]] = mapped_column(JSONB, nullable=False)
    #: Since when runs in a row left something; None while nothing is left.
    drifting_since: Mapped[datetime | None] = moment(nullable=True)
    #: Why the run could not end; then ``left`` is what is known to be left.
    error: Mapped[str | None] = mapped_column(sa.Text)
