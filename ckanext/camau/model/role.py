"""Roles: granted by one account, confirmed by another, each with dates of validity."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.model.base import moment, uuid_key


class Role(tk.BaseModel):
    """A role of an account; ``owner_org`` is empty for roles of the whole portal.

    ``person`` is the identifier that the grant states; it holds for the account once the role is confirmed.
    """

    __tablename__ = "camau_role"

    id: Mapped[str] = uuid_key()
    user_id: Mapped[str] = mapped_column(sa.Text, nullable=False, index=True)
    role: Mapped[str] = mapped_column(sa.Text, nullable=False)
    owner_org: Mapped[str | None] = mapped_column(sa.Text)
    valid_from: Mapped[date] = mapped_column(sa.Date, nullable=False)
    valid_to: Mapped[date | None] = mapped_column(sa.Date)
    person: Mapped[str | None] = mapped_column(sa.Text)
    document: Mapped[str | None] = mapped_column(sa.Text)
    granted_by: Mapped[str] = mapped_column(sa.Text, nullable=False)
    granted_at: Mapped[datetime] = moment()
    confirmed_by: Mapped[str | None] = mapped_column(sa.Text)
    confirmed_at: Mapped[datetime | None] = moment(nullable=True)
    revoked_by: Mapped[str | None] = mapped_column(sa.Text)
    revoked_at: Mapped[datetime | None] = moment(nullable=True)
    revoke_reason: Mapped[str | None] = mapped_column(sa.Text)
