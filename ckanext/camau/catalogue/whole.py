"""The catalogue in force on a day: the sum of its editions, from the ledger alone, with a hash of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import rfc8785
import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue import called, in_force
from ckanext.camau.catalogue.content import Content
from ckanext.camau.const import EDITION_TYPE
from ckanext.camau.dates import ZONE
from ckanext.camau.model import Act, Edition


@dataclass(frozen=True)
class Standing:
    """A record in the catalogue on a day. ``content`` is empty unless asked for, and once it was taken down."""

    record_id: str
    type: str
    code: str
    title: str
    agency: str
    version: int
    content_hash: str
    content: Content
    act_number: str
    act_date: date | None
    edition_id: str | None
    issued_at: datetime
    taken_down: bool
    name: str | None


@dataclass(frozen=True)
class Catalogue:
    """The catalogue of a kind on a day, ordered by record id, and the decisions that it is the sum of, oldest first."""

    kind: str
    on: date
    catalogue_hash: str
    entries: list[Standing]
    decisions: list[dict[str, Any]]


#: On the day: the newest event of each record in effect, and whether its content was taken down since. What an edition
#: did is in effect from the day that its decision names, everything else from the day on which it was done.
_STANDING: Final = """
SELECT r.record_id, r.type, r.name, r.code, v.number, v.owner_org, v.content_hash, v.edition_id, v.issued_at,
       p.content->>'title' AS title, {content} AS content, p.version_id IS NULL AS erased,
       a.number AS act_number, a.date AS act_date,
       EXISTS (SELECT 1 FROM camau_event t WHERE t.record_id = r.record_id AND t.kind = 'taken_down'
               AND t.seq > e.seq) AS taken_down,
       camau_is_issued(r.record_id) AS public_now
FROM camau_record r
JOIN LATERAL (
  SELECT ev.kind, ev.version_id, ev.seq FROM camau_event ev
  LEFT JOIN camau_edition_entry en
    ON en.edition_id = ev.edition_id AND en.record_id = ev.record_id AND en.version_id = ev.version_id
  LEFT JOIN camau_edition d ON d.id = en.edition_id
  LEFT JOIN camau_act da ON da.id = d.act_id
  WHERE ev.record_id = r.record_id AND coalesce(da.effective_from, (ev.at AT TIME ZONE :zone)::date) <= :on
  ORDER BY ev.seq DESC LIMIT 1) e ON true
JOIN camau_version v ON v.id = e.version_id
LEFT JOIN camau_version_payload p ON p.version_id = v.id
LEFT JOIN camau_act a ON a.id = v.act_id
WHERE r.type = :type AND {public}
ORDER BY r.record_id COLLATE "C"
"""


def catalogue_hash(kind: str, entries: Iterable[tuple[str, str]]) -> str:
    """Return the sha-256 (hex) of a catalogue: canonical JSON (RFC 8785) of its kind and its entries.

    :param entries: record id and content hash, ordered by record id (code points)
    """
    rows = [{"record_id": record_id, "content_hash": digest} for record_id, digest in entries]
    return hashlib.sha256(rfc8785.dumps({"kind": kind, "entries": rows})).hexdigest()


def of(kind: str, on: date, *, with_content: bool = False) -> Catalogue:
    """Return the catalogue of a kind in force on a day (of today: as it stands).

    A decision that was recorded late counts from the day on which it took effect.
    """
    query = sa.text(_STANDING.format(public=in_force.PUBLIC, content="p.content" if with_content else "NULL"))
    values = {"type": EDITION_TYPE[kind], "on": on, "zone": str(ZONE)}
    rows = model.Session.execute(query, values).mappings().all()
    names = called.of_agencies(row["owner_org"] for row in rows)
    entries = [_standing(row, names) for row in rows]
    digest = catalogue_hash(kind, ((e.record_id, e.content_hash) for e in entries))
    return Catalogue(kind, on, digest, entries, _decisions(kind, on))


def _standing(row: sa.RowMapping, names: dict[str, str]) -> Standing:
    hidden = bool(row["taken_down"] or row["erased"])
    return Standing(
        record_id=row["record_id"],
        type=row["type"],
        code="" if hidden else row["code"] or "",
        title="" if hidden else row["title"] or "",
        agency=names.get(row["owner_org"]) or row["owner_org"],
        version=row["number"],
        content_hash=row["content_hash"],
        content={} if hidden else row["content"] or {},
        act_number=row["act_number"] or "",
        act_date=row["act_date"],
        edition_id=row["edition_id"],
        issued_at=row["issued_at"],
        taken_down=hidden,
        name=row["name"] if row["public_now"] else None,
    )


def _decisions(kind: str, on: date) -> list[dict[str, Any]]:
    found = (
        model.Session.query(Edition, Act)
        .join(Act, Act.id == Edition.act_id)
        .filter(Edition.kind == kind, Act.effective_from <= on)
        .order_by(Edition.seq)
    )
    return [
        {"id": edition.id, "title": edition.title, "number": act.number, "date": act.date.isoformat(),
         "edition_hash": edition.edition_hash}
        for edition, act in found
    ]  # fmt: skip
