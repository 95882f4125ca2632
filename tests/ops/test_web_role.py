"""The web server's database role may read the ledger and add to it, and nothing else."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from portal.layout import WEB_ROLE
from sqlalchemy.exc import ProgrammingError

from ckanext.camau.cli.setup import excess_rights
from ckanext.camau.model import LEDGER_TABLES, TABLES

FORBIDDEN = [
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "TRUNCATE {table} CASCADE",
    "UPDATE {table} SET {column} = {column}",
    "ALTER TABLE {table} ADD COLUMN extra text",
    "ALTER TABLE {table} DISABLE TRIGGER USER",
    "ALTER TABLE {table} OWNER TO camau_web",
    "CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION camau_append_only()",
    "CREATE RULE mine AS ON INSERT TO {table} DO INSTEAD NOTHING",
    "SELECT * FROM {table} FOR UPDATE",
    "DROP TABLE {table}",
]

FORBIDDEN_ANYWHERE = [
    "SET session_replication_role = replica",
    "SET ROLE camau_owner",
    "CREATE TABLE mine (a int)",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION camau_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "DROP FUNCTION camau_append_only CASCADE",
    "ALTER TABLE package DISABLE TRIGGER USER",
    "TRUNCATE package CASCADE",
    "UPDATE alembic_version SET version_num = ''",
    "DROP SCHEMA public CASCADE",
]


@pytest.fixture
def web(web_engine: sa.Engine):
    with web_engine.connect() as connection:
        yield connection


@pytest.mark.parametrize("table", LEDGER_TABLES)
@pytest.mark.parametrize("statement", FORBIDDEN)
def test_ledger_cannot_be_changed(web: sa.Connection, table: str, statement: str):
    column = sa.inspect(web).get_columns(table)[0]["name"]
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        web.execute(sa.text(statement.format(table=table, column=column)))


@pytest.mark.parametrize("statement", FORBIDDEN_ANYWHERE)
def test_guards_cannot_be_stepped_over(web: sa.Connection, statement: str):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be (owner|able)"):
        web.execute(sa.text(statement))


@pytest.mark.parametrize("table", LEDGER_TABLES)
def test_role_cannot_grant_itself_more(web: sa.Connection, table: str):
    """PostgreSQL answers with a warning and grants nothing."""
    web.execute(sa.text(f"GRANT ALL ON {table} TO {WEB_ROLE}"))
    granted = "SELECT has_table_privilege(:table, 'UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES')"
    assert not web.execute(sa.text(granted), {"table": table}).scalar()


@pytest.mark.parametrize("table", LEDGER_TABLES)
def test_ledger_can_be_read_and_added_to(web: sa.Connection, table: str):
    granted = "SELECT has_table_privilege(:table, :right)"
    for right in ("SELECT", "INSERT"):
        assert web.execute(sa.text(granted), {"table": table, "right": right}).scalar()


@pytest.mark.parametrize("table", sorted({*TABLES} - {*LEDGER_TABLES}))
def test_other_tables_can_be_written(web: sa.Connection, table: str):
    granted = "SELECT has_table_privilege(:table, 'SELECT, INSERT') AND has_table_privilege(:table, 'UPDATE')"
    assert web.execute(sa.text(granted), {"table": table}).scalar()


def test_role_has_no_excess_rights(web: sa.Connection):
    assert excess_rights(web, WEB_ROLE) == []


def test_owner_would_be_found_out(web: sa.Connection):
    """The check of `ckan camau setup` sees what it looks for."""
    assert excess_rights(web, "camau_owner")


def test_every_ledger_table_has_its_guards(web: sa.Connection):
    enabled = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
    assert set(LEDGER_TABLES) <= set(web.execute(sa.text(enabled)).scalars())
