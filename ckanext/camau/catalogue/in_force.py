"""Reading what is in force, from the ledger alone: the newest event of a record and the version it names."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from ckan import model

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.model import Act
from ckanext.camau.schemas.fields import Field, record_schema
from ckanext.camau.workflow.states import AFTER_EVENT


@dataclass(frozen=True)
class ActInForce:
    """The document that a version stands on."""

    id: str
    kind: str
    issuing_body: str
    number: str
    date: date
    signer_name: str
    signer_position: str
    effective_from: date
    file_sha256: str


@dataclass(frozen=True)
class IssuedRecord:
    """A public record: the content of its version in force and where that came from. Times are UTC."""

    record_id: str
    type: str
    name: str
    owner_org: str
    number: int
    content: dict[str, Any]
    content_hash: str
    issued_at: datetime
    first_issued_at: datetime
    state: str
    act_id: str | None
    edition_id: str | None
    act: ActInForce | None
    version_id: str = ""


#: Each record (r) with its newest event (e): what everything that reads the ledger in SQL begins from.
NEWEST: Final = """camau_record r
JOIN LATERAL (SELECT kind, version_id FROM camau_event
              WHERE record_id = r.record_id ORDER BY seq DESC LIMIT 1) e ON true"""
#: The newest event leaves the record public.
PUBLIC: Final = "e.kind IN ('issued', 'resumed', 'suspended')"

_SELECT: Final = f"""
SELECT r.record_id, r.type, r.name, v.owner_org, v.number, p.content, v.content_hash, v.issued_at,
       v.id AS version_id, r.at AS first_issued_at, e.kind AS event, v.act_id, v.edition_id,
       a.kind AS act_kind, a.issuing_body, a.number AS act_number, a.date AS act_date, a.signer_name,
       a.signer_position, a.effective_from, a.file_sha256
FROM {NEWEST}
JOIN camau_version v ON v.id = e.version_id
JOIN camau_version_payload p ON p.version_id = v.id
LEFT JOIN camau_act a ON a.id = v.act_id
WHERE {PUBLIC}
"""  # noqa: S608 - no outside value
_ONE: Final = sa.text(_SELECT + " AND r.record_id = :id")
_MANY: Final = sa.text(_SELECT + " AND r.record_id = ANY(:ids) ORDER BY r.record_id")
_PAGE: Final = sa.text(
    _SELECT
    + """ AND r.type = ANY(:types) AND (CAST(:after AS text) IS NULL OR r.record_id > :after)
    ORDER BY r.record_id LIMIT :limit OFFSET :offset"""
)
_COUNT: Final = sa.text(
    f"SELECT count(*) FROM ({_SELECT}) AS issued WHERE type = ANY(:types)"  # noqa: S608 - no outside value
)
#: In JSON a content contains (@>) a pattern that names the record where a reference may stand.
_NAMING: Final = sa.text(
    f"""SELECT r.record_id FROM {NEWEST}
    JOIN camau_version_payload p ON p.version_id = e.version_id
    WHERE {PUBLIC} AND r.type = :type AND p.content @> CAST(:pattern AS jsonb)"""  # noqa: S608 - no outside value
)

_NAMED_BY: Final = sa.text(
    f"SELECT EXISTS (SELECT 1 FROM ({_SELECT}) AS issued "  # noqa: S608 - no outside value
    "WHERE type = :type AND content -> CAST(:field AS text) @> to_jsonb(CAST(:id AS text)))"
)


def find(record_id: str) -> IssuedRecord | None:
    """Return a public record by its id, or None."""
    row = model.Session.execute(_ONE, {"id": record_id}).mappings().first()
    return _record(row) if row else None


def find_many(record_ids: Collection[str]) -> list[IssuedRecord]:
    """Return those of the records that are public, ordered by id."""
    rows = model.Session.execute(_MANY, {"ids": list(record_ids)}).mappings()
    return [_record(row) for row in rows]


def naming(record_id: str, record_type: str) -> list[str]:
    """Return the public records whose version in force names this one, of the given type, in a field for such."""
    found = [
        model.Session.execute(_NAMING, {"type": type_, "pattern": json.dumps(pattern)}).scalars()
        for type_ in RECORD_TYPES
        for pattern in _patterns(record_schema(type_).fields, record_id, record_type)
    ]
    return list(dict.fromkeys(id_ for ids in found for id_ in ids))


def _patterns(fields: Mapping[str, Field], record_id: str, record_type: str) -> Iterator[dict[str, Any]]:
    """Yield for each place where a record of the type may be named, in rows too, what a content that does contains."""
    for name, field in fields.items():
        if field.kind == "references" and record_type in field.reference_types:
            yield {name: [record_id]}
        for row in _patterns(field.row_fields, record_id, record_type):
            yield {name: [row]}


def page(
    types: Collection[str] = RECORD_TYPES, after: str | None = None, limit: int = 100, offset: int = 0
) -> list[IssuedRecord]:
    """Return public records of some types ordered by id: ``limit`` of them behind ``after`` or from ``offset``."""
    values = {"types": list(types), "after": after, "limit": limit, "offset": offset}
    return [_record(row) for row in model.Session.execute(_PAGE, values).mappings()]


def count(types: Collection[str] = RECORD_TYPES) -> int:
    """Return how many records of some types are public."""
    return int(model.Session.execute(_COUNT, {"types": list(types)}).scalar_one())


def is_named_by(type_: str, field: str, record_id: str) -> bool:
    """Tell whether a public record of a type names another one in a field."""
    values = {"type": type_, "field": field, "id": record_id}
    return bool(model.Session.execute(_NAMED_BY, values).scalar())


def act(act_id: str) -> ActInForce:
    """Return an act of the ledger.

    :raises sqlalchemy.exc.NoResultFound: there is no such act
    """
    found = model.Session.get_one(Act, act_id)
    return ActInForce(**{name.name: getattr(found, name.name) for name in fields(ActInForce)})


def _record(row: sa.RowMapping) -> IssuedRecord:
    act_names = {"id": "act_id", "kind": "act_kind", "number": "act_number", "date": "act_date"}
    standing_on = {f.name: row[act_names.get(f.name, f.name)] for f in fields(ActInForce)}
    same = ("record_id", "type", "name", "owner_org", "number", "content", "content_hash", "issued_at")
    return IssuedRecord(
        **{key: row[key] for key in same},
        first_issued_at=row["first_issued_at"],
        state=AFTER_EVENT[row["event"]],
        act_id=row["act_id"],
        edition_id=row["edition_id"],
        act=ActInForce(**standing_on) if row["act_id"] else None,
        version_id=row["version_id"],
    )
