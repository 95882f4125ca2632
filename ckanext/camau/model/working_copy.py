"""Working copies: the one open set of changes to a record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

import ckan.plugins.toolkit as tk

from ckanext.camau.const import RecordType
from ckanext.camau.model.base import moment, uuid_key
from ckanext.camau.workflow.routes import Route


class WorkingCopy(tk.BaseModel):
    """A working copy (bản làm việc): content as JSON beside the issued version.

    ``route`` is fixed once the head has approved or the copy is closed; before, ``copies.route_of`` finds it.
    """

    __tablename__ = "camau_working_copy"
    __table_args__ = (
        sa.Index(
            "camau_working_copy_open",
            "record_id",
            unique=True,
            postgresql_where=sa.text("state NOT IN ('issued', 'discarded')"),
        ),
        sa.Index("camau_working_copy_queue", "state", "owner_org"),
        sa.UniqueConstraint("created_by", "request_key", name="camau_working_copy_request"),
    )

    id: Mapped[str] = uuid_key()
    record_id: Mapped[str] = mapped_column(sa.Text, sa.ForeignKey("package.id"), nullable=False)
    type: Mapped[RecordType] = mapped_column(sa.Text, nullable=False)
    owner_org: Mapped[str] = mapped_column(sa.Text, nullable=False)
    state: Mapped[str] = mapped_column(sa.Text, nullable=False, default="draft")
    data: Mapped[dict[str, Any]] = mapped_column(JSONB, nullable=False)
    content_hash: Mapped[str] = mapped_column(sa.Text, nullable=False)
    lock_version: Mapped[int] = mapped_column(sa.Integer, nullable=False, default=1)
    base_version: Mapped[int | None] = mapped_column(sa.Integer)
    edition_id: Mapped[str | None] = mapped_column(sa.Text, sa.ForeignKey("camau_edition_draft.id"))
    created_by: Mapped[str] = mapped_column(sa.Text, nullable=False)
    claimed_by: Mapped[str | None] = mapped_column(sa.Text)
    claimed_at: Mapped[datetime | None] = moment(nullable=True)
    submission_id: Mapped[str | None] = mapped_column(sa.Text, sa.ForeignKey("camau_submission.id"), index=True)
    route: Mapped[Route | None] = mapped_column(sa.Text)
    request_key: Mapped[str | None] = mapped_column(sa.Text)
    created: Mapped[datetime] = moment()
    modified: Mapped[datetime] = moment()
