"""Writing the ledger: acts, records, versions, events. Every function adds to the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from ckan import model

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
    """Add an act. An agency's act may cover several rules: recorded with the very same data, it is returned.

    :raises ValueError: the body's number is recorded already
    """
    key = act_key(fields["issuing_body"], fields["number"])
    known = model.Session.query(Act).filter(Act.number_key == key).first()
    if known:
        if kind == "edition" or any(getattr(known, name) != value for name, value in fields.items()):
            raise ValueError(fields["number"])
        return known
    act = Act(kind=kind, number_key=key, recorded_by=actor_id, **fields)
    model.Session.add(act)
    model.Session.flush()
    return act


def register(copy: WorkingCopy, name: str) -> Record:
    """Return the identity of a record; made at its first issue, with code and name taken for good."""
    record = model.Session.get(Record, copy.record_id)
    if record is None:
        code = copy.data.get("code")
        record = Record(
            record_id=copy.record_id,
            type=copy.type,
            code=code,
            code_key=code_key(code) if code else None,
            name=name,
        )
        model.Session.add(record)
        model.Session.flush()
    return record


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


def add_version(copy: WorkingCopy, act_id: str | None, edition_id: str | None) -> Version:
    """Add the next version of a record with the content of a working copy."""
    newest = newest_version(copy.record_id)
    version = Version(
        record_id=copy.record_id,
        number=newest.number + 1 if newest else 1,
        content_hash=copy.content_hash,
        owner_org=copy.owner_org,
        working_copy_id=copy.id,
        act_id=act_id,
        edition_id=edition_id,
    )
    model.Session.add(version)
    model.Session.flush()
    model.Session.add(VersionPayload(version_id=version.id, content=copy.data))
    return version


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
