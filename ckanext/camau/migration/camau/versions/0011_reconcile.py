"""Runs of the reconciler; tasks of the outbox that were given up, and when one that is done once was begun.

Revision ID: 0011
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, add the columns."""
    op.create_table(
        "camau_reconcile_run",
        sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("found", JSONB(), nullable=False),
        sa.Column("left", JSONB(), nullable=False),
        sa.Column("drifting_since", sa.DateTime(timezone=True)),
        sa.Column("error", sa.Text()),
    )
    op.create_index("camau_reconcile_run_finished", "camau_reconcile_run", ["finished_at"])
    op.add_column("camau_outbox", sa.Column("begun_at", sa.DateTime(timezone=True)))
    op.add_column("camau_outbox", sa.Column("dead_at", sa.DateTime(timezone=True)))
    op.drop_index("camau_outbox_due", "camau_outbox")
    waiting = sa.text("done_at IS NULL AND dead_at IS NULL")
    op.create_index("camau_outbox_due", "camau_outbox", ["due"], postgresql_where=waiting)
    op.create_index("camau_outbox_dead", "camau_outbox", ["dead_at"], postgresql_where=sa.text("dead_at IS NOT NULL"))


def downgrade() -> None:
    """Take them away."""
    op.drop_index("camau_outbox_dead", "camau_outbox")
    op.drop_index("camau_outbox_due", "camau_outbox")
    op.create_index("camau_outbox_due", "camau_outbox", ["due"], postgresql_where=sa.text("done_at IS NULL"))
    op.drop_column("camau_outbox", "dead_at")
    op.drop_column("camau_outbox", "begun_at")
    op.drop_table("camau_reconcile_run")
