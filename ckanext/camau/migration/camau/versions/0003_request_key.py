"""A key that the client gives to a new working copy: the same request twice makes one record.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and its uniqueness for each account."""
    op.add_column("camau_working_copy", sa.Column("request_key", sa.Text()))
    op.create_unique_constraint("camau_working_copy_request", "camau_working_copy", ["created_by", "request_key"])


def downgrade() -> None:
    """Drop them."""
    op.drop_constraint("camau_working_copy_request", "camau_working_copy")
    op.drop_column("camau_working_copy", "request_key")
