"""What became of agencies (R1): who took over from whom, the whole or a part."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment, uuid_key


class AgencySuccession(tk.BaseModel):
    """One succession: ``extent`` is how much of the predecessor's tasks or territory went to the successor."""

    __tablename__ = "camau_agency_succession"
    __table_args__ = (
        sa.UniqueConstraint("predecessor", "successor", name="camau_agency_succession_key"),
        sa.CheckConstraint("extent IN ('whole', 'part')", name="camau_agency_succession_extent"),
        sa.CheckConstraint("predecessor <> successor", name="camau_agency_succession_two"),
    )

    id: Mapped[str] = uuid_key()
    predecessor: Mapped[str] = mapped_column(sa.Text, nullable=False, index=True)
    successor: Mapped[str] = mapped_column(sa.Text, nullable=False, index=True)
    extent: Mapped[str] = mapped_column(sa.Text, nullable=False)
    day: Mapped[date] = mapped_column(sa.Date, nullable=False)
    document: Mapped[str | None] = mapped_column(sa.Text)
    note: Mapped[str | None] = mapped_column(sa.Text)
    created_by: Mapped[str] = mapped_column(sa.Text, nullable=False)
    at: Mapped[datetime] = moment()
