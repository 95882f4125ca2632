"""The versions of the register's entries: what is in force now, history, writing, and the first filling.

An entry that the database does not have yet is as delivered (``seed``), in version 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ckan import model
from ckan.model.types import make_uuid

from ckanext.camau.legal import seed
from ckanext.camau.legal.register import Register
from ckanext.camau.legal.register import Term as TermOnDay
from ckanext.camau.legal.seed import KINDS, Data, Kind
from ckanext.camau.model import LegalDocument, LegalProvision, Term
from ckanext.camau.model.base import now

Table = type[LegalDocument] | type[LegalProvision] | type[Term]
TABLES: Final[Mapping[Kind, Table]] = {"document": LegalDocument, "provision": LegalProvision, "term": Term}


class Stale(Exception):
    """Somebody stored another version meanwhile; ``entry`` is the one that counts now, None for one that is new."""

    def __init__(self, entry: Entry | None) -> None:
        self.entry = entry
        super().__init__(entry.key if entry else "")


@dataclass(frozen=True)
class Entry:
    """A version of an entry. ``at`` is None and ``changed_by`` empty for what was delivered with the portal."""

    kind: Kind
    key: str
    version: int
    data: Data
    reason: str = ""
    changed_by: str = ""
    at: datetime | None = None


def entries(kind: Kind) -> dict[str, Entry]:
    """Return the entries of a kind as they are now: the delivered ones in their order, then those added since."""
    table = TABLES[kind]
    newest = model.Session.query(table).distinct(table.key).order_by(table.key, table.version.desc())
    stored = {row.key: _entry(kind, row) for row in newest}
    return {**{key: _delivered(kind, key) for key in seed.entries(kind)}, **stored}


def entry(kind: Kind, key: str) -> Entry | None:
    """Return one entry as it is now, None when there is none."""
    versions = history(kind, key)
    return versions[-1] if versions else None


def history(kind: Kind, key: str) -> list[Entry]:
    """Return the versions of an entry, oldest first."""
    table = TABLES[kind]
    rows = model.Session.query(table).filter(table.key == key).order_by(table.version).all()
    if rows:
        return [_entry(kind, row) for row in rows]
    return [_delivered(kind, key)] if key in seed.entries(kind) else []


def histories(kind: Kind) -> dict[str, list[Entry]]:
    """Return the versions of every entry of a kind, oldest first, in one query."""
    table = TABLES[kind]
    found = {key: [_delivered(kind, key)] for key in seed.entries(kind)}
    stored: dict[str, list[Entry]] = {}
    for row in model.Session.query(table).order_by(table.key, table.version):
        stored.setdefault(row.key, []).append(_entry(kind, row))
    return {**found, **stored}


def register() -> Register:
    """Return the whole register as it is now, in three queries."""
    return Register(*({key: found.data for key, found in entries(kind).items()} for kind in KINDS))


def term(name: str, on: date) -> TermOnDay:
    """Return a term as it is on a day, by its key (``service_publish``).

    :raises KeyError: there is no such term on that day
    """
    terms = {key: found.data for key, found in entries("term").items()}
    return Register({}, {}, terms).term(name, on)


def write(  # noqa: PLR0913 - a version has that many parts
    kind: Kind, key: str, data: Data, *, after: int, reason: str, changed_by: str
) -> Entry:
    """Store a new version; the caller's transaction commits it.

    :param after: the version that the writer has read, 0 for a new entry
    :raises Stale: another version counts now
    """
    current = entry(kind, key)
    if (current.version if current else 0) != after:
        raise Stale(current)
    written = Entry(kind, key, after + 1, dict(data), reason, changed_by, now())
    try:
        with model.Session.begin_nested():
            if current and current.at is None:
                _add(kind, current)
            _add(kind, written)
    except IntegrityError as error:
        raise Stale(entry(kind, key)) from error
    return written


def _add(kind: Kind, found: Entry) -> None:
    model.Session.add(TABLES[kind](**_columns(found)))
    model.Session.flush()


def install(connection: sa.Connection) -> int:
    """Store what is delivered and not stored yet; return how many rows that made.

    An entry that somebody edited stays as it is. One that was only ever delivered gets a new version when the delivered
    text has changed.
    """
    return sum(_install(connection, kind) for kind in KINDS)


def _install(connection: sa.Connection, kind: Kind) -> int:
    table: sa.Table = sa.inspect(TABLES[kind]).local_table
    newest = sa.select(table).distinct(table.c.key).order_by(table.c.key, table.c.version.desc())
    stored = {row.key: row for row in connection.execute(newest)}
    made = 0
    for key, data in seed.entries(kind).items():
        before = stored.get(key)
        if before is None or (not before.changed_by and before.data != dict(data)):
            delivered = Entry(kind, key, before.version + 1 if before else 1, data)
            connection.execute(sa.insert(table).values(id=make_uuid(), **_columns(delivered)))
            made += 1
    return made


def _columns(found: Entry) -> dict[str, Any]:
    return {
        "key": found.key,
        "version": found.version,
        "data": dict(found.data),
        "reason": found.reason,
        "changed_by": found.changed_by,
        "at": found.at or now(),
    }


def _delivered(kind: Kind, key: str) -> Entry:
    return Entry(kind, key, 1, seed.entries(kind)[key])


def _entry(kind: Kind, row: Any) -> Entry:
    # Fields that came with a later release are empty in what was stored before.
    data = {name: row.data.get(name, "") for name in seed.FIELDS[kind]}
    return Entry(kind, row.key, row.version, data, row.reason, row.changed_by, row.at)
