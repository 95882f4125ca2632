"""Which records a draft decision may take in (appraised working copies) or take out (the catalogue in force)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue import called
from ckanext.camau.catalogue.in_force import NEWEST, PUBLIC
from ckanext.camau.const import EDITION_TYPE
from ckanext.camau.search.canonical import unaccented


@dataclass(frozen=True)
class Candidate:
    """A record that may be chosen; ``working_copy_id`` is None for one that may be taken out."""

    record_id: str
    title: str
    code: str
    owner_org: str
    agency: str
    working_copy_id: str | None = None


_APPRAISED: Final = sa.text(
    """SELECT record_id, data->>'title' AS title, data->>'code' AS code, owner_org, id AS working_copy_id
    FROM camau_working_copy WHERE state = 'appraised' AND type = :type"""
)
_IN_FORCE: Final = sa.text(
    f"""SELECT r.record_id, p.content->>'title' AS title, r.code, v.owner_org, NULL AS working_copy_id
    FROM {NEWEST} JOIN camau_version v ON v.id = e.version_id
    JOIN camau_version_payload p ON p.version_id = v.id
    WHERE {PUBLIC} AND r.type = :type"""  # noqa: S608 - no outside value
)


def appraised(kind: str) -> list[Candidate]:
    """Return all working copies that passed the appraisal and stand in no draft, by title."""
    return _found(_APPRAISED, kind)


def in_force(kind: str) -> list[Candidate]:
    """Return all records of the catalogue in force, by title."""
    return _found(_IN_FORCE, kind)


def _found(query: sa.TextClause, kind: str) -> list[Candidate]:
    rows = model.Session.execute(query, {"type": EDITION_TYPE[kind]}).mappings().all()
    names = called.of_agencies(row["owner_org"] for row in rows)
    found = [
        Candidate(
            record_id=row["record_id"],
            title=row["title"] or row["code"] or "",
            code=row["code"] or "",
            owner_org=row["owner_org"],
            agency=names.get(row["owner_org"]) or row["owner_org"],
            working_copy_id=row["working_copy_id"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda item: (unaccented(item.title), item.record_id))


def fitting(items: Sequence[Candidate], search: str, agency: str) -> list[Candidate]:
    """Return the candidates of an agency (empty: all) in whose title, code or agency every word stands."""
    words = unaccented(search).split()
    return [
        item
        for item in items
        if (not agency or item.owner_org == agency)
        and all(word in unaccented(f"{item.title} {item.code} {item.agency}") for word in words)
    ]
