"""Editions: signed decisions that wait for their day, correction decisions, progress of an issue.

Revision ID: 0009
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None

_CORRECTION = "camau_edition_correction"
_SIGNED = (
    sa.Column("act", JSONB()),
    sa.Column("act_key", sa.Text(), unique=True),
    sa.Column("issue_on", sa.Date()),
    sa.Column("signed_hash", sa.Text()),
    sa.Column("signed_by", sa.Text()),
    sa.Column("signed_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """Add columns and tables, and the guards of the ledger on the corrections."""
    for column in _SIGNED:
        op.add_column("camau_edition_draft", column.copy())
    op.create_table(
        _CORRECTION,
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("edition_id", sa.Text(), sa.ForeignKey("camau_edition.id"), nullable=False, index=True),
        sa.Column("act_id", sa.Text(), sa.ForeignKey("camau_act.id"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("records", JSONB(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False, unique=True),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.Text(), nullable=False),
    )
    op.execute(
        f"CREATE TRIGGER camau_chain BEFORE INSERT ON {_CORRECTION} FOR EACH ROW EXECUTE FUNCTION camau_chain();"
        f"CREATE TRIGGER camau_append_only BEFORE UPDATE OR DELETE ON {_CORRECTION} "
        "FOR EACH ROW EXECUTE FUNCTION camau_append_only();"
        f"CREATE TRIGGER camau_no_truncate BEFORE TRUNCATE ON {_CORRECTION} "
        "FOR EACH STATEMENT EXECUTE FUNCTION camau_append_only()"
    )
    op.create_table(
        "camau_issue_progress",
        sa.Column("edition_id", sa.Text(), primary_key=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("camau_issue_progress")
    op.drop_table(_CORRECTION)
    for column in _SIGNED:
        op.drop_column("camau_edition_draft", column.name)
