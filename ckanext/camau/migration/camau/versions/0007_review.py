"""Review: comments on fields, claims, submissions of several records, contents that were read, corrections asked for.

Revision ID: 0007
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0011"
branch_labels = None
depends_on = None

_TABLES = ("camau_correction_ask", "camau_copy_content", "camau_comment", "camau_submission")
_COLUMNS = {
    "camau_working_copy": ("claimed_by", "claimed_at", "submission_id", "route"),
    "camau_delegation": ("ended_at", "ended_by", "end_reason"),
    "camau_role": ("person",),
}


def upgrade() -> None:
    """Create the tables and add the columns."""
    _submissions()
    _comments()
    _contents()
    _corrections()
    op.add_column("camau_working_copy", sa.Column("claimed_by", sa.Text()))
    op.add_column("camau_working_copy", sa.Column("claimed_at", sa.DateTime(timezone=True)))
    op.add_column(
        "camau_working_copy",
        sa.Column("submission_id", sa.Text(), sa.ForeignKey("camau_submission.id"), index=True),
    )
    op.add_column("camau_working_copy", sa.Column("route", sa.Text()))
    op.add_column("camau_delegation", sa.Column("ended_at", sa.DateTime(timezone=True)))
    op.add_column("camau_delegation", sa.Column("ended_by", sa.Text()))
    op.add_column("camau_delegation", sa.Column("end_reason", sa.Text()))
    op.add_column("camau_role", sa.Column("person", sa.Text()))


def _submissions() -> None:
    op.create_table(
        "camau_submission",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("owner_org", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("items", JSONB(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def _comments() -> None:
    op.create_table(
        "camau_comment",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("working_copy_id", sa.Text(), sa.ForeignKey("camau_working_copy.id"), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("anchor", JSONB(), nullable=False),
        sa.Column("value_hash", sa.Text(), nullable=False),
        sa.Column("value_text", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state_at", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("closed_by", sa.Text()),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
    )
    op.create_index("camau_comment_copy", "camau_comment", ["working_copy_id", "at"])


def _contents() -> None:
    op.create_table(
        "camau_copy_content",
        sa.Column("working_copy_id", sa.Text(), sa.ForeignKey("camau_working_copy.id"), primary_key=True),
        sa.Column("lock_version", sa.Integer(), primary_key=True),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("data", JSONB(), nullable=False),
        sa.Column("submitted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def _corrections() -> None:
    op.create_table(
        "camau_correction_ask",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("record_id", sa.Text(), sa.ForeignKey("camau_record.record_id"), nullable=False, index=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("comments", JSONB(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table, names in _COLUMNS.items():
        for name in names:
            op.drop_column(table, name)
    for table in _TABLES:
        op.drop_table(table)
