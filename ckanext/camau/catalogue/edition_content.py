"""The whole content of an edition, draft or issued: what the annex prints and what the exports carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue import called, editions, in_force
from ckanext.camau.catalogue.content import Content
from ckanext.camau.catalogue.in_force import ActInForce
from ckanext.camau.model import Edition, EditionDraft, WorkingCopy
from ckanext.camau.workflow.states import AFTER_EVENT, PUBLIC

ChangeKind = Literal["added", "changed"]


@dataclass(frozen=True)
class EntryContent:
    """A record that an edition adds or changes.

    ``content`` is empty and ``taken_down`` true once the content was taken down; hash and version stay.
    ``before_id`` is the id of the version that was in force until then, None for what was not in the catalogue.
    """

    position: int
    change: ChangeKind
    record_id: str
    type: str
    code: str
    title: str
    agency: str
    content: Content
    content_hash: str
    version: int | None = None
    owner_org: str = ""
    taken_down: bool = False
    before_id: str | None = None
    working_copy_id: str | None = None


@dataclass(frozen=True)
class RemovalContent:
    """A record that an edition takes out: the version that was in force until then."""

    position: int
    record_id: str
    type: str
    code: str
    title: str
    agency: str
    content_hash: str
    version: int | None = None
    owner_org: str = ""
    taken_down: bool = False


@dataclass(frozen=True)
class EditionContent:
    """An edition with the content of its entries. ``act`` is None until it is issued."""

    id: str
    kind: str
    title: str
    state: str
    edition_hash: str
    act: ActInForce | None
    entries: list[EntryContent] = field(default_factory=list[EntryContent])
    removals: list[RemovalContent] = field(default_factory=list[RemovalContent])


#: Frozen entries with their content, and with what of the record was in force before. What was taken down after
#: its issue is hidden for good, also where the record came back with another version.
_FROZEN: Final = sa.text(
    """SELECT en.kind AS entry_kind, en.position, en.record_id, r.type, r.code, v.id AS version_id, v.number,
       v.content_hash, v.owner_org, p.content, b.kind AS before_kind, b.version_id AS before_id,
       EXISTS (SELECT 1 FROM camau_event t WHERE t.record_id = en.record_id AND t.kind = 'taken_down'
               AND t.seq > i.seq) AS taken_down
    FROM camau_edition_entry en
    JOIN camau_record r ON r.record_id = en.record_id
    JOIN camau_version v ON v.id = en.version_id
    LEFT JOIN camau_version_payload p ON p.version_id = v.id
    JOIN LATERAL (SELECT min(seq) AS seq FROM camau_event x
                  WHERE x.record_id = en.record_id AND x.version_id = v.id AND x.kind = 'issued') i ON true
    LEFT JOIN LATERAL (SELECT kind, version_id FROM camau_event y
                       WHERE y.record_id = en.record_id AND y.seq < i.seq ORDER BY y.seq DESC LIMIT 1) b ON true
    WHERE en.edition_id = :id ORDER BY en.kind, en.position"""
)
_PUBLIC_EVENTS: Final = frozenset(kind for kind, state in AFTER_EVENT.items() if state in PUBLIC)


def of(edition_id: str) -> EditionContent:
    """Return the content of an edition, draft or issued.

    :raises KeyError: there is no such edition
    """
    if issued := model.Session.get(Edition, edition_id):
        return of_issued(issued)
    if draft := model.Session.get(EditionDraft, edition_id):
        return of_draft(draft)
    raise KeyError(edition_id)


def of_draft(draft: EditionDraft, found: Iterable[WorkingCopy] | None = None) -> EditionContent:
    """Return a draft as its working copies stand now.

    :param found: the working copies of its entries, where they are not in the draft yet
    """
    copies = {copy.record_id: copy for copy in (editions.scheduled(draft) if found is None else found)}
    standing = {r.record_id: r for r in in_force.find_many([*draft.entries, *draft.removals])}
    names = called.of_agencies([c.owner_org for c in copies.values()] + [r.owner_org for r in standing.values()])
    entries = [
        _composed(position, copies[record_id], standing.get(record_id), names)
        for position, record_id in enumerate(draft.entries, 1)
        if record_id in copies
    ]
    removals = [
        _leaving(position, standing[record_id], names)
        for position, record_id in enumerate(draft.removals, 1)
        if record_id in standing
    ]
    digest = editions.edition_hash(
        draft.kind, draft.title, [(e.record_id, e.content_hash) for e in entries], draft.removals
    )
    return EditionContent(draft.id, draft.kind, draft.title, draft.state, digest, None, entries, removals)


def _composed(
    position: int, copy: WorkingCopy, standing: in_force.IssuedRecord | None, names: dict[str, str]
) -> EntryContent:
    return EntryContent(
        position=position,
        change="changed" if standing else "added",
        record_id=copy.record_id,
        type=copy.type,
        code=str(copy.data.get("code") or ""),
        title=str(copy.data.get("title") or ""),
        agency=names.get(copy.owner_org, copy.owner_org),
        content=copy.data,
        content_hash=copy.content_hash,
        owner_org=copy.owner_org,
        before_id=standing.version_id if standing else None,
        working_copy_id=copy.id,
    )


def _leaving(position: int, record: in_force.IssuedRecord, names: dict[str, str]) -> RemovalContent:
    return RemovalContent(
        position=position,
        record_id=record.record_id,
        type=record.type,
        code=str(record.content.get("code") or ""),
        title=str(record.content.get("title") or ""),
        agency=names.get(record.owner_org, record.owner_org),
        content_hash=record.content_hash,
        version=record.number,
        owner_org=record.owner_org,
    )


def of_issued(edition: Edition) -> EditionContent:
    """Return an edition as it was issued; content that was taken down since is left out, its hash stays."""
    rows = model.Session.execute(_FROZEN, {"id": edition.id}).mappings().all()
    names = called.of_agencies(row["owner_org"] for row in rows)
    return EditionContent(
        id=edition.id,
        kind=edition.kind,
        title=edition.title,
        state="issued",
        edition_hash=edition.edition_hash,
        act=in_force.act(edition.act_id),
        entries=[_frozen(row, names) for row in rows if row["entry_kind"] == "entry"],
        removals=[_removed(row, names) for row in rows if row["entry_kind"] == "removal"],
    )


def _frozen(row: sa.RowMapping, names: dict[str, str]) -> EntryContent:
    changed = row["before_kind"] in _PUBLIC_EVENTS
    return EntryContent(
        **_common(row, names),
        change="changed" if changed else "added",
        content=_readable(row),
        before_id=row["before_id"] if changed else None,
    )


def _removed(row: sa.RowMapping, names: dict[str, str]) -> RemovalContent:
    return RemovalContent(**_common(row, names))


def _common(row: sa.RowMapping, names: dict[str, str]) -> dict[str, Any]:
    content = _readable(row)
    return {
        "position": row["position"],
        "record_id": row["record_id"],
        "type": row["type"],
        "code": str(content.get("code") or ""),
        "title": str(content.get("title") or ""),
        "agency": names.get(row["owner_org"], row["owner_org"]),
        "content_hash": row["content_hash"],
        "version": row["number"],
        "owner_org": row["owner_org"],
        "taken_down": _hidden(row),
    }


def _hidden(row: sa.RowMapping) -> bool:
    return bool(row["taken_down"]) or row["content"] is None


def _readable(row: sa.RowMapping) -> Content:
    return {} if _hidden(row) else row["content"]
