"""Writing the ledger: acts, records, versions, events. Every function adds to the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import sqlalchemy as sa

from ckan import model
from ckan.model.types import make_uuid

from ckanext.camau.catalogue.content import Content
from ckanext.camau.model import Act, Event, Record, Version, VersionPayload, WorkingCopy
from ckanext.camau.search.canonical import canonical
from ckanext.camau.workflow.states import AFTER_EVENT, EventKind


def code_key(code: str) -> str:
    """Return the form under which codes are compared: without regard to case and blanks."""
    return "".join(code.casefold().split())


def act_key(issuing_body: str, number: str) -> str:
    """Return the form under which acts are compared, whatever the spelling: a body gives a number once."""
    return f"{code_key(canonical(issuing_body))}|{code_key(canonical(number))}"


def add_act(kind: str, fields: Mapping[str, Any], actor_id: str) -> Act:
    """Add an act.

    One that may cover several rules, or correct several editions, is returned when it is recorded again with the very
    same data; an edition's decision never is.

    :raises ValueError: the body's number is recorded already
    """
    key = act_key(fields["issuing_body"], fields["number"])
    known = model.Session.query(Act).filter(Act.number_key == key).first()
    if known:
        same = known.kind == kind and all(getattr(known, name) == value for name, value in fields.items())
        if kind == "edition" or not same:
            raise ValueError(fields["number"])
        return known
    act = Act(kind=kind, number_key=key, recorded_by=actor_id, **fields)
    model.Session.add(act)
    model.Session.flush()
    return act


def register_all(copies: Sequence[WorkingCopy], names: Mapping[str, str]) -> dict[str, Record]:
    """Return the identities of records by id; made at their first issue, with code and name taken for good."""
    ids = [copy.record_id for copy in copies]
    known = {r.record_id: r for r in model.Session.query(Record).filter(Record.record_id.in_(ids))}
    new = {c.record_id: _identity(c, names[c.record_id]) for c in copies if c.record_id not in known}
    model.Session.add_all(new.values())
    model.Session.flush()
    return {**known, **new}


def _identity(copy: WorkingCopy, name: str) -> Record:
    code = copy.data.get("code")
    key = code_key(code) if code else None
    return Record(record_id=copy.record_id, type=copy.type, code=code, code_key=key, name=name)


def newest_version(record_id: str) -> Version | None:
    """Return the newest issued version of a record, whatever its state now."""
    return model.Session.query(Version).filter(Version.record_id == record_id).order_by(Version.number.desc()).first()


def version(record_id: str, number: int) -> Version | None:
    """Return a version of a record by its number."""
    return model.Session.query(Version).filter_by(record_id=record_id, number=number).first()


def payload(version_id: str) -> Content | None:
    """Return the content of a version; None if a take-down has erased it."""
    row = model.Session.get(VersionPayload, version_id)
    return row.content if row else None


def add_versions(copies: Sequence[WorkingCopy], acts: Mapping[str, tuple[str | None, str | None]]) -> list[Version]:
    """Add the next version of each record with the content of its working copy.

    :param acts: the ids of act and edition that each version stands on, by record
    """
    numbers = _newest_numbers([copy.record_id for copy in copies])
    versions = [
        Version(
            id=make_uuid(),
            record_id=copy.record_id,
            number=numbers.get(copy.record_id, 0) + 1,
            content_hash=copy.content_hash,
            owner_org=copy.owner_org,
            working_copy_id=copy.id,
            act_id=acts[copy.record_id][0],
            edition_id=acts[copy.record_id][1],
        )
        for copy in copies
    ]
    model.Session.add_all(versions)
    model.Session.flush()
    pairs = zip(versions, copies, strict=True)
    model.Session.add_all([VersionPayload(version_id=version.id, content=copy.data) for version, copy in pairs])
    return versions


def _newest_numbers(record_ids: Sequence[str]) -> dict[str, int]:
    found = model.Session.query(Version.record_id, sa.func.max(Version.number)).filter(
        Version.record_id.in_(record_ids)
    )
    return dict(found.group_by(Version.record_id).tuples())


def add_events(kind: EventKind, versions: Sequence[Version], actor_id: str) -> None:
    """Add the same event for many versions."""
    model.Session.add_all(
        [
            Event(kind=kind, record_id=v.record_id, version_id=v.id, actor=actor_id, edition_id=v.edition_id)
            for v in versions
        ]
    )
    model.Session.flush()


def add_event(kind: EventKind, version: Version, actor_id: str, **fields: Any) -> Event:
    """Add an event that makes a version public, hides it, or tells something of it."""
    event = Event(kind=kind, record_id=version.record_id, version_id=version.id, actor=actor_id, **fields)
    model.Session.add(event)
    model.Session.flush()
    return event


def newest_event(record_id: str) -> Event | None:
    """Return the newest event of a record; None if it was never issued."""
    return model.Session.query(Event).filter(Event.record_id == record_id).order_by(Event.seq.desc()).first()


def state_of(record_id: str) -> str:
    """Return the state of a record by its newest event."""
    event = newest_event(record_id)
    return AFTER_EVENT[cast("EventKind", event.kind)] if event else "unissued"
