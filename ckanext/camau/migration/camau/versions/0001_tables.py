"""Tables of the extension.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table('camau_account',
        sa.Column('user_id', sa.Text(), nullable=False),
        sa.Column('person', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('user_id')
    )
    op.create_index(op.f('ix_camau_account_person'), 'camau_account', ['person'], unique=False)
    op.create_table('camau_act',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('issuing_body', sa.Text(), nullable=False),
        sa.Column('number', sa.Text(), nullable=False),
        sa.Column('number_key', sa.Text(), nullable=False),
        sa.Column('date', sa.Date(), nullable=False),
        sa.Column('signer_name', sa.Text(), nullable=False),
        sa.Column('signer_position', sa.Text(), nullable=False),
        sa.Column('effective_from', sa.Date(), nullable=False),
        sa.Column('file_sha256', sa.Text(), nullable=False),
        sa.Column('recorded_by', sa.Text(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('seq', sa.BigInteger(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('prev_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('row_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('number_key', name='camau_act_number_key'),
        sa.UniqueConstraint('seq')
    )
    op.create_table('camau_audit',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('actor', sa.Text(), nullable=False),
        sa.Column('person', sa.Text(), nullable=False),
        sa.Column('action', sa.Text(), nullable=False),
        sa.Column('subject_kind', sa.Text(), nullable=False),
        sa.Column('subject_id', sa.Text(), nullable=False),
        sa.Column('record_id', sa.Text(), nullable=True),
        sa.Column('from_state', sa.Text(), nullable=True),
        sa.Column('to_state', sa.Text(), nullable=True),
        sa.Column('content_hash', sa.Text(), nullable=True),
        sa.Column('reasons', JSONB(), nullable=True),
        sa.Column('note', sa.Text(), nullable=True),
        sa.Column('detail', JSONB(), nullable=True),
        sa.Column('seq', sa.BigInteger(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('prev_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('row_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('seq')
    )
    op.create_index('camau_audit_record', 'camau_audit', ['record_id', sa.literal_column('seq DESC')], unique=False)
    op.create_index('camau_audit_subject', 'camau_audit', ['subject_id', sa.literal_column('seq DESC')], unique=False)
    op.create_table('camau_delegation',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('from_user', sa.Text(), nullable=False),
        sa.Column('to_user', sa.Text(), nullable=False),
        sa.Column('role', sa.Text(), nullable=False),
        sa.Column('owner_org', sa.Text(), nullable=True),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('valid_to', sa.Date(), nullable=False),
        sa.Column('document', sa.Text(), nullable=False),
        sa.Column('created_by', sa.Text(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_camau_delegation_to_user'), 'camau_delegation', ['to_user'], unique=False)
    op.create_table('camau_edition_draft',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('entries', JSONB(), nullable=False),
        sa.Column('removals', JSONB(), nullable=False),
        sa.Column('lock_version', sa.Integer(), nullable=False),
        sa.Column('state', sa.Text(), nullable=False),
        sa.Column('created_by', sa.Text(), nullable=False),
        sa.Column('created', sa.DateTime(timezone=True), nullable=False),
        sa.Column('modified', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id')
    )
    op.create_table('camau_focal_officer',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('owner_org', sa.Text(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('position', sa.Text(), nullable=False),
        sa.Column('phone', sa.Text(), nullable=False),
        sa.Column('email', sa.Text(), nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('valid_to', sa.Date(), nullable=True),
        sa.Column('document', sa.Text(), nullable=True),
        sa.Column('created_by', sa.Text(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_camau_focal_officer_owner_org'), 'camau_focal_officer', ['owner_org'], unique=False)
    op.create_table('camau_outbox',
        sa.Column('id', sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('payload', JSONB(), nullable=False),
        sa.Column('event_key', sa.Text(), nullable=True),
        sa.Column('created', sa.DateTime(timezone=True), nullable=False),
        sa.Column('due', sa.DateTime(timezone=True), nullable=False),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('error', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('event_key', name='camau_outbox_event_key')
    )
    op.create_index('camau_outbox_due', 'camau_outbox', ['due'], unique=False, postgresql_where=sa.text('done_at IS NULL'))
    op.create_table('camau_role',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('user_id', sa.Text(), nullable=False),
        sa.Column('role', sa.Text(), nullable=False),
        sa.Column('owner_org', sa.Text(), nullable=True),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('valid_to', sa.Date(), nullable=True),
        sa.Column('document', sa.Text(), nullable=True),
        sa.Column('granted_by', sa.Text(), nullable=False),
        sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('confirmed_by', sa.Text(), nullable=True),
        sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('revoked_by', sa.Text(), nullable=True),
        sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('revoke_reason', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_camau_role_user_id'), 'camau_role', ['user_id'], unique=False)
    op.create_table('camau_upload',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('sha256', sa.Text(), nullable=False),
        sa.Column('size', sa.BigInteger(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('mimetype', sa.Text(), nullable=False),
        sa.Column('owner_org', sa.Text(), nullable=True),
        sa.Column('uploaded_by', sa.Text(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_camau_upload_sha256'), 'camau_upload', ['sha256'], unique=False)
    op.create_table('camau_act_publication',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('act_id', sa.Text(), nullable=False),
        sa.Column('url', sa.Text(), nullable=False),
        sa.Column('date', sa.Date(), nullable=False),
        sa.Column('recorded_by', sa.Text(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('seq', sa.BigInteger(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('prev_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('row_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.ForeignKeyConstraint(['act_id'], ['camau_act.id'], ),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('seq')
    )
    op.create_index(op.f('ix_camau_act_publication_act_id'), 'camau_act_publication', ['act_id'], unique=False)
    op.create_table('camau_edition',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('edition_hash', sa.Text(), nullable=False),
        sa.Column('act_id', sa.Text(), nullable=False),
        sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('seq', sa.BigInteger(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('prev_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('row_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.ForeignKeyConstraint(['act_id'], ['camau_act.id'], ),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('seq')
    )
    op.create_table('camau_record',
        sa.Column('record_id', sa.Text(), nullable=False),
        sa.Column('type', sa.Text(), nullable=False),
        sa.Column('code', sa.Text(), nullable=True),
        sa.Column('code_key', sa.Text(), nullable=True),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('seq', sa.BigInteger(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('prev_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('row_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.ForeignKeyConstraint(['record_id'], ['package.id'], ),
        sa.PrimaryKeyConstraint('record_id'),
        sa.UniqueConstraint('code_key'),
        sa.UniqueConstraint('name'),
        sa.UniqueConstraint('seq')
    )
    op.create_table('camau_working_copy',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('record_id', sa.Text(), nullable=False),
        sa.Column('type', sa.Text(), nullable=False),
        sa.Column('owner_org', sa.Text(), nullable=False),
        sa.Column('state', sa.Text(), nullable=False),
        sa.Column('data', JSONB(), nullable=False),
        sa.Column('content_hash', sa.Text(), nullable=False),
        sa.Column('lock_version', sa.Integer(), nullable=False),
        sa.Column('base_version', sa.Integer(), nullable=True),
        sa.Column('edition_id', sa.Text(), nullable=True),
        sa.Column('created_by', sa.Text(), nullable=False),
        sa.Column('created', sa.DateTime(timezone=True), nullable=False),
        sa.Column('modified', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['edition_id'], ['camau_edition_draft.id'], ),
        sa.ForeignKeyConstraint(['record_id'], ['package.id'], ),
        sa.PrimaryKeyConstraint('id')
    )
    op.create_index('camau_working_copy_open', 'camau_working_copy', ['record_id'], unique=True, postgresql_where=sa.text("state NOT IN ('issued', 'discarded')"))
    op.create_index('camau_working_copy_queue', 'camau_working_copy', ['state', 'owner_org'], unique=False)
    op.create_table('camau_version',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('record_id', sa.Text(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('content_hash', sa.Text(), nullable=False),
        sa.Column('owner_org', sa.Text(), nullable=False),
        sa.Column('working_copy_id', sa.Text(), nullable=False),
        sa.Column('act_id', sa.Text(), nullable=True),
        sa.Column('edition_id', sa.Text(), nullable=True),
        sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('seq', sa.BigInteger(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('prev_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('row_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.ForeignKeyConstraint(['act_id'], ['camau_act.id'], ),
        sa.ForeignKeyConstraint(['edition_id'], ['camau_edition.id'], ),
        sa.ForeignKeyConstraint(['record_id'], ['camau_record.record_id'], ),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('record_id', 'number', name='camau_version_number_key'),
        sa.UniqueConstraint('seq')
    )
    op.create_index(op.f('ix_camau_version_edition_id'), 'camau_version', ['edition_id'], unique=False)
    op.create_table('camau_edition_entry',
        sa.Column('edition_id', sa.Text(), nullable=False),
        sa.Column('record_id', sa.Text(), nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('version_id', sa.Text(), nullable=False),
        sa.Column('seq', sa.BigInteger(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('prev_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('row_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.ForeignKeyConstraint(['edition_id'], ['camau_edition.id'], ),
        sa.ForeignKeyConstraint(['record_id'], ['camau_record.record_id'], ),
        sa.ForeignKeyConstraint(['version_id'], ['camau_version.id'], ),
        sa.PrimaryKeyConstraint('edition_id', 'record_id'),
        sa.UniqueConstraint('seq')
    )
    op.create_table('camau_event',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('record_id', sa.Text(), nullable=False),
        sa.Column('kind', sa.Text(), nullable=False),
        sa.Column('version_id', sa.Text(), nullable=False),
        sa.Column('edition_id', sa.Text(), nullable=True),
        sa.Column('actor', sa.Text(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.Column('document_sha256', sa.Text(), nullable=True),
        sa.Column('successor_id', sa.Text(), nullable=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('seq', sa.BigInteger(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('prev_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.Column('row_hash', sa.Text(), server_default=sa.FetchedValue(), nullable=False),
        sa.ForeignKeyConstraint(['edition_id'], ['camau_edition.id'], ),
        sa.ForeignKeyConstraint(['record_id'], ['camau_record.record_id'], ),
        sa.ForeignKeyConstraint(['version_id'], ['camau_version.id'], ),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('seq')
    )
    op.create_index('camau_event_newest', 'camau_event', ['record_id', sa.literal_column('seq DESC')], unique=False)
    op.create_table('camau_version_payload',
        sa.Column('version_id', sa.Text(), nullable=False),
        sa.Column('content', JSONB(), nullable=False),
        sa.ForeignKeyConstraint(['version_id'], ['camau_version.id'], ),
        sa.PrimaryKeyConstraint('version_id')
    )


def downgrade() -> None:
    """Drop the tables, in the order that their foreign keys allow."""
    for table in (
        "camau_version_payload",
        "camau_event",
        "camau_edition_entry",
        "camau_version",
        "camau_working_copy",
        "camau_record",
        "camau_edition",
        "camau_act_publication",
        "camau_upload",
        "camau_role",
        "camau_outbox",
        "camau_focal_officer",
        "camau_edition_draft",
        "camau_delegation",
        "camau_audit",
        "camau_act",
        "camau_account",
    ):
        op.drop_table(table)
