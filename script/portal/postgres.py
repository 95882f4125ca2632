"""A private PostgreSQL cluster: created once, reached by TCP on the loopback only, two roles in it."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Final

from portal.commands import environment, run
from portal.layout import OWNER_ROLE, TABLES_READER, TABLES_ROLE, WEB_ROLE, Layout
from portal.say import Problem
from portal.services import WAY_OUT, Service

OLDEST: Final = 14
#: Debian's package makes this user; nobody exists everywhere.
UNPRIVILEGED: Final = ("postgres", "nobody")
#: Where the cluster of a checkout goes that the unprivileged user cannot reach.
ELSEWHERE: Final = Path("/var/lib/ckanext-camau")
#: Lies in a cluster that was made to the end.
COMPLETE: Final = "camau-complete"


def binaries() -> Path:
    """Return the folder with the newest PostgreSQL server's programs."""
    found = {int(p.parts[4]): p for p in Path("/usr/lib/postgresql").glob("[0-9]*/bin") if (p / "initdb").exists()}
    if not found and (initdb := shutil.which("initdb")):
        return Path(initdb).resolve().parent
    if not found or max(found) < OLDEST:
        raise Problem(f"PostgreSQL {OLDEST} or newer is missing: apt-get install postgresql")
    return found[max(found)]


def user() -> str | None:
    """Return whom PostgreSQL runs as: ourselves, or somebody unprivileged when we are root, whom it refuses."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


def cluster(layout: Layout) -> Path:
    """Return the folder of the cluster: below `.local/`, or elsewhere when its user may not enter the checkout."""
    inside = layout.data / "postgres"
    if user() is None or all(parent.stat().st_mode & 0o001 for parent in inside.parents):
        return inside
    return ELSEWHERE / str(inside).strip("/").replace("/", "-")


def exists(layout: Layout) -> bool:
    """Say whether a complete cluster exists."""
    return (cluster(layout) / COMPLETE).exists()


def create(layout: Layout, passwords: dict[str, str]) -> None:
    """Create the cluster unless a complete one exists; a half-made one is thrown away."""
    if exists(layout):
        return
    folder = cluster(layout)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    password_file = folder.parent / f".{folder.name}-password"
    password_file.touch(mode=0o600)
    password_file.write_text(passwords["postgres"])
    if name := user():
        shutil.chown(folder, name)
        shutil.chown(password_file, name)
    options = ["--username=postgres", f"--pwfile={password_file}", "--auth=scram-sha-256", "--encoding=UTF8"]
    try:
        command = [binaries() / "initdb", "-D", folder, *options, *_locale()]
        run(command, layout.log / "postgres.log", user=name)
    finally:
        password_file.unlink()
    (folder / COMPLETE).touch()


def service(layout: Layout, port: int, password: str) -> Service:
    """Return the server of the cluster."""
    folder = cluster(layout)
    settings = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
    if not layout.durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]

    def ready() -> bool:
        return _psql(port, password, "postgres", "SELECT 1", check=False) == "1"

    command = (str(binaries() / "postgres"), "-D", str(folder), *options)
    return Service("postgres", command, ready, user=user(), stop_signal=signal.SIGINT)


def prepare(layout: Layout, port: int, passwords: dict[str, str]) -> None:
    """Create roles and databases that are missing; the owner owns, the web role may only connect."""
    admin = passwords["postgres"]
    roles = ((OWNER_ROLE, "owner"), (WEB_ROLE, "web"), (TABLES_ROLE, "tables"), (TABLES_READER, "tables_reader"))
    for role, key in roles:
        if role not in _psql(port, admin, "postgres", "SELECT rolname FROM pg_roles").split():
            _psql(port, admin, "postgres", f"CREATE ROLE {role} LOGIN")
        _psql(port, admin, "postgres", f"ALTER ROLE {role} PASSWORD '{passwords[key]}'")
    for name in layout.databases:
        if not has_database(port, admin, name):
            create_database(port, admin, name)
        prepare_tables(layout, port, admin, name)


def tables_of(name: str) -> str:
    """Return the name of the database that holds the tables of issued files of a site."""
    return f"{name}_tables"


def prepare_tables(layout: Layout, port: int, admin: str, name: str) -> None:
    """Create the datastore's database of a site unless it is there, and set its rights as CKAN's own script does.

    Neither role of it can reach the site's main database, and the owner and the web role cannot reach it but as these.
    """
    tables = tables_of(name)
    if not has_database(port, admin, tables):
        _psql(port, admin, "postgres", f'CREATE DATABASE "{tables}" OWNER {TABLES_ROLE}')
        _psql(port, admin, "postgres", f'REVOKE ALL ON DATABASE "{tables}" FROM PUBLIC')
    (script,) = layout.venv.glob("lib/python3*/site-packages/ckanext/datastore/set_permissions.sql")
    names = {"maindb": f'"{name}"', "datastoredb": f'"{tables}"'}
    sql = script.read_text().format(**names, mainuser=TABLES_ROLE, writeuser=TABLES_ROLE, readuser=TABLES_READER)
    _psql(port, admin, tables, "\n".join(line for line in sql.splitlines() if not line.startswith("\\connect")))


def has_database(port: int, password: str, name: str) -> bool:
    """Say whether a database exists."""
    return name in _psql(port, password, "postgres", "SELECT datname FROM pg_database").split()


def create_database(port: int, password: str, name: str, template: str = "template1") -> None:
    """Create a database of the owner role, open to the web role."""
    _psql(port, password, "postgres", f'CREATE DATABASE "{name}" OWNER {OWNER_ROLE} TEMPLATE "{template}"')
    _psql(port, password, "postgres", f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC')
    _psql(port, password, "postgres", f'GRANT CONNECT ON DATABASE "{name}" TO {WEB_ROLE}')
    _psql(port, password, name, f"ALTER SCHEMA public OWNER TO {OWNER_ROLE}")
    _psql(port, password, name, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")


def drop_database(port: int, password: str, name: str) -> None:
    """Drop a database, ending the connections to it."""
    _psql(port, password, "postgres", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def url(port: int, role: str, password: str, name: str) -> str:
    """Return the address of a database for SQLAlchemy."""
    return f"postgresql://{role}:{password}@127.0.0.1:{port}/{name}"


def _psql(port: int, password: str, database: str, sql: str, *, check: bool = True) -> str:
    command = [str(binaries() / "psql"), "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1"]
    result = subprocess.run(
        [*command, "-p", str(port), "-U", "postgres", "-d", database, "-c", sql],
        env=environment({"PGPASSWORD": password, "PGCONNECT_TIMEOUT": "5"}),
        capture_output=True,
        text=True,
        check=False,
    )
    if check and result.returncode:
        raise Problem(f"PostgreSQL refused a set-up step: {result.stderr.strip()}. {WAY_OUT}")
    return result.stdout.strip()


def _locale() -> list[str]:
    """Return initdb's locale: titles sort as in Vietnamese where the server knows ICU databases (15 and newer)."""
    text = subprocess.run([binaries() / "initdb", "--version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"\) (\d+)", text)
    icu = version is not None and int(version[1]) > OLDEST
    return ["--locale=C.UTF-8", *(["--locale-provider=icu", "--icu-locale=vi"] if icu else [])]
