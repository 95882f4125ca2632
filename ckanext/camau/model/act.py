"""Acts (văn bản): the documents that an issue rests on."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import Chained, moment, uuid_key


class Act(tk.BaseModel, Chained):
    """A signed document: a decision of the Chairman, an agency's own act."""

    __tablename__ = "camau_act"
    __table_args__ = (sa.UniqueConstraint("number_key", name="camau_act_number_key"),)

    id: Mapped[str] = uuid_key()
    kind: Mapped[str] = mapped_column(sa.Text, nullable=False)
    issuing_body: Mapped[str] = mapped_column(sa.Text, nullable=False)
    number: Mapped[str] = mapped_column(sa.Text, nullable=False)
    number_key: Mapped[str] = mapped_column(sa.Text, nullable=False)
    date: Mapped[date] = mapped_column(sa.Date, nullable=False)
    signer_name: Mapped[str] = mapped_column(sa.Text, nullable=False)
    signer_position: Mapped[str] = mapped_column(sa.Text, nullable=False)
    effective_from: Mapped[date] = mapped_column(sa.Date, nullable=False)
    file_sha256: Mapped[str] = mapped_column(sa.Text, nullable=False)
    recorded_by: Mapped[str] = mapped_column(sa.Text, nullable=False)
    at: Mapped[datetime] = moment()
