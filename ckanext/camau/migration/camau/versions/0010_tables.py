"""Which file of which record a table of the datastore holds.

Revision ID: 0010
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; the job worker fills it."""
    op.create_table(
        "camau_table",
        sa.Column("resource_id", sa.Text(), primary_key=True),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_camau_table_record_id", "camau_table", ["record_id"])
    # what was issued before gets its tables too
    op.execute(
        "INSERT INTO camau_outbox (kind, payload, event_key, created, due, attempts) "
        "SELECT 'tables', jsonb_build_object('record_ids', jsonb_build_array(record_id)), 'tables-first:' || record_id, "
        "now(), now(), 0 FROM camau_record WHERE type = 'dataset' ON CONFLICT DO NOTHING"
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("camau_table")
