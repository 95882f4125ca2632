"""`ckan camau setup`: gives the web role exactly the rights that it needs, and checks that it has no more."""

from __future__ import annotations

from typing import Final

import click
import sqlalchemy as sa

import ckan.plugins.toolkit as tk

from ckanext.camau.config import web_role
from ckanext.camau.legal import store
from ckanext.camau.model import LEDGER_TABLES

#: Ways in which a role could step over its grants. Each query gives one row for each way that is open.
EXCESS: Final = {
    "is a superuser, may create roles or databases, replicates, or is exempt from row security": """
        SELECT 1 FROM pg_roles WHERE rolname = :role
        AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)""",
    "is a member of another role": """
        SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = :role""",
    "owns the database": """
        SELECT 1 FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba
        WHERE r.rolname = :role AND d.datname = current_database()""",
    "owns a schema": """
        SELECT 1 FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner WHERE r.rolname = :role""",
    "owns tables or functions": """
        SELECT 1 FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = :role
        UNION SELECT 1 FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner WHERE r.rolname = :role""",
    "may create objects in the schema public": """
        SELECT 1 WHERE has_schema_privilege(:role, 'public', 'CREATE')""",
}

#: Rights on what exists, then on what later migrations create: those get the least until set-up runs again.
GRANTS: Final = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {role}",
)


@click.command(short_help="Grant the web role its rights.")
@click.option("--web-role", "web_role_name", default=None, help="The database role of the web server. [camau.web_role]")
def setup(web_role_name: str | None = None) -> None:
    """Grant the web role its rights on the tables; run as the owner after every `ckan db upgrade`.

    The ledger tables can be read and added to, nothing else; so says PostgreSQL, not Python. The register of legal
    bases and terms gets what was delivered since; what the province edited stays as it is.
    """
    role = web_role_name or web_role()
    try:
        grant(role)
    except SetupError as error:
        tk.error_shout(str(error))
        raise click.Abort from None
    fill_register()
    click.secho(f"The web role {role} may use the portal's tables and only add to the ledger.", fg="green")


def fill_register() -> None:
    """Store the delivered entries of the register that the database does not have yet."""
    with sa.create_engine(tk.config["sqlalchemy.url"]).begin() as connection:
        made = store.install(connection)
    click.echo(f"The register of legal bases and terms: {made} new entries or versions.")


class SetupError(Exception):
    """The roles of the database are not as the portal needs them."""


def grant(role: str) -> None:
    """Give `role` its rights, in one transaction.

    :raises SetupError: when the role is missing, is the owner itself, or could step over its grants
    """
    with sa.create_engine(tk.config["sqlalchemy.url"]).begin() as connection:
        _check_roles(connection, role)
        quoted = connection.dialect.identifier_preparer.quote(role)
        for statement in GRANTS:
            connection.execute(sa.text(statement.format(role=quoted)))
        for table in (*LEDGER_TABLES, *_version_tables(connection)):
            connection.execute(sa.text(f"REVOKE ALL ON {table} FROM {quoted}"))
            connection.execute(sa.text(f"GRANT SELECT ON {table} TO {quoted}"))
        for table in LEDGER_TABLES:
            connection.execute(sa.text(f"GRANT INSERT ON {table} TO {quoted}"))
        if excess := excess_rights(connection, role):
            raise SetupError(f"The database role {role} {'; it '.join(excess)}.")


def excess_rights(connection: sa.Connection, role: str) -> list[str]:
    """Return in words by what a role could step over its grants; nothing for a proper web role."""
    return [words for words, query in EXCESS.items() if connection.execute(sa.text(query), {"role": role}).first()]


def _check_roles(connection: sa.Connection, role: str) -> None:
    if connection.execute(sa.text("SELECT current_user")).scalar() == role:
        raise SetupError(f"Run this as the owner of the tables, not as the web role {role}: set CKAN_SQLALCHEMY_URL.")
    if not connection.execute(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}).first():
        raise SetupError(f"The database role {role} does not exist: CREATE ROLE {role} LOGIN PASSWORD '…'.")


def _version_tables(connection: sa.Connection) -> list[str]:
    names = sa.inspect(connection).get_table_names()
    return [name for name in names if name.endswith("alembic_version")]
