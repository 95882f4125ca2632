"""Working days, due dates, and what people chose to get by mail.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    """Return a column of a moment with its zone."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def text(name: str, *, nullable: bool = False) -> sa.Column:
    """Return a column of text."""
    return sa.Column(name, sa.Text(), nullable=nullable)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "camau_calendar_day",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        text("kind"),
        text("name"),
        text("document"),
        moment("recorded_at"),
        text("recorded_by"),
        moment("withdrawn_at", nullable=True),
        text("withdrawn_by", nullable=True),
        sa.CheckConstraint("kind IN ('holiday', 'working')", name="camau_calendar_day_kind"),
    )
    op.create_index(
        "camau_calendar_day_valid", "camau_calendar_day", ["day"], unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )  # fmt: skip
    op.create_table(
        "camau_due",
        sa.Column("id", sa.Text(), primary_key=True),
        text("subject_kind"),
        text("subject_id"),
        text("term"),
        moment("started_at"),
        sa.Column("due_on", sa.Date(), nullable=False),
        moment("computed_at"),
        moment("ended_at", nullable=True),
        moment("superseded_at", nullable=True),
        text("reason", nullable=True),
    )
    op.create_index(
        "camau_due_running", "camau_due", ["subject_id", "term"], unique=True,
        postgresql_where=sa.text("superseded_at IS NULL AND ended_at IS NULL"),
    )  # fmt: skip
    op.create_index("camau_due_history", "camau_due", ["subject_id", "computed_at"])
    op.create_table(
        "camau_mail_choice",
        sa.Column("user_id", sa.Text(), primary_key=True),
        sa.Column("digest", sa.Boolean(), nullable=False),
        moment("at"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("camau_mail_choice", "camau_due", "camau_calendar_day"):
        op.drop_table(table)
