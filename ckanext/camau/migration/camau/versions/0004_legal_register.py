"""The register of legal bases and terms: versioned rows, append-only and chained like the ledger.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("camau_legal_document", "camau_legal_provision", "camau_term")


def upgrade() -> None:
    """Create the tables with their guards; `ckan camau setup` fills them."""
    for table in TABLES:
        op.create_table(
            table,
            sa.Column("id", sa.Text(), nullable=False),
            sa.Column("key", sa.Text(), nullable=False),
            sa.Column("version", sa.Integer(), nullable=False),
            sa.Column("data", JSONB(), nullable=False),
            sa.Column("reason", sa.Text(), nullable=False),
            sa.Column("changed_by", sa.Text(), nullable=False),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("seq", sa.BigInteger(), server_default=sa.FetchedValue(), nullable=False),
            sa.Column("prev_hash", sa.Text(), server_default=sa.FetchedValue(), nullable=False),
            sa.Column("row_hash", sa.Text(), server_default=sa.FetchedValue(), nullable=False),
            sa.PrimaryKeyConstraint("id"),
            sa.UniqueConstraint("key", "version", name=f"{table}_version"),
            sa.UniqueConstraint("seq"),
        )
        for name, when, level, function in (
            ("camau_chain", "BEFORE INSERT", "ROW", "camau_chain"),
            ("camau_append_only", "BEFORE UPDATE OR DELETE", "ROW", "camau_append_only"),
            ("camau_no_truncate", "BEFORE TRUNCATE", "STATEMENT", "camau_append_only"),
        ):
            op.execute(f"CREATE TRIGGER {name} {when} ON {table} FOR EACH {level} EXECUTE FUNCTION {function}()")


def downgrade() -> None:
    """Drop them."""
    for table in TABLES:
        op.drop_table(table)
