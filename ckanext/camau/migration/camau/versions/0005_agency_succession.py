"""Who took over from which agency.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLE = "camau_agency_succession"


def upgrade() -> None:
    """Create the table; `ckan camau agencies load` fills it."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("predecessor", sa.Text(), nullable=False),
        sa.Column("successor", sa.Text(), nullable=False),
        sa.Column("extent", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("document", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("predecessor", "successor", name="camau_agency_succession_key"),
        sa.CheckConstraint("extent IN ('whole', 'part')", name="camau_agency_succession_extent"),
        sa.CheckConstraint("predecessor <> successor", name="camau_agency_succession_two"),
    )
    for column in ("predecessor", "successor"):
        op.create_index(f"ix_{TABLE}_{column}", TABLE, [column])


def downgrade() -> None:
    """Drop it."""
    op.drop_table(TABLE)
