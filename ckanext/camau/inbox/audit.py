"""Lines of the audit trail: found by record, actor, action and day, and said in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import called
from ckanext.camau.dates import ZONE
from ckanext.camau.inbox.words import ACTION_NAMES, DETAIL_NAMES, DETAIL_VALUES, STATE_NAMES, SUBJECT_NAMES
from ckanext.camau.model import Audit, WorkingCopy
from ckanext.camau.schemas.code_lists import code_list

_REASONS: Final = "return_reason"


@dataclass(frozen=True)
class Filters:
    """What is looked for; days are days in Viet Nam, both included."""

    record_id: str = ""
    actor: str = ""
    action: str = ""
    subject_id: str = ""
    since: date | None = None
    until: date | None = None

    def said(self) -> dict[str, str]:
        """Return the filters that are set, as texts."""
        return {key: str(value) for key, value in vars(self).items() if value}


def query(filters: Filters) -> Any:
    """Return the lines that fit, newest first, as a query."""
    found = model.Session.query(Audit)
    if filters.record_id:
        found = found.filter(Audit.record_id == filters.record_id)
    if filters.subject_id:
        found = found.filter(Audit.subject_id == filters.subject_id)
    if filters.action:
        found = found.filter(Audit.action == filters.action)
    if filters.actor:
        found = found.filter(Audit.actor.in_(_accounts(filters.actor)))
    if filters.since:
        found = found.filter(Audit.at >= _begin(filters.since))
    if filters.until:
        found = found.filter(Audit.at < _begin(filters.until + timedelta(days=1)))
    return found.order_by(Audit.seq.desc())


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def _accounts(text: str) -> list[str]:
    """Return the accounts that a login, an id or a part of a name means."""
    user = model.User
    named = sa.or_(user.id == text, user.name == text, user.fullname.icontains(text, autoescape=True))
    return [text, *(user_id for (user_id,) in model.Session.query(user.id).filter(named))]


def record_of(text: str) -> str | None:
    """Return the id of the record that an id, an address or a code names."""
    if package := model.Package.get(text):
        return package.id
    coded = model.Session.query(WorkingCopy.record_id).filter(WorkingCopy.data["code"].astext == text)
    found = coded.order_by(WorkingCopy.modified.desc()).first()
    return found[0] if found else None


def actions() -> list[str]:
    """Return the actions that the trail has lines of."""
    return sorted(action for (action,) in model.Session.query(Audit.action).distinct())


def described(lines: Iterable[Audit]) -> list[dict[str, Any]]:
    """Return lines with names beside codes, in the reader's language, in their order."""
    lines = list(lines)
    people = called.of_accounts(line.actor for line in lines)
    titles = called.of_records(line.record_id for line in lines)
    return [_described(line, people, titles) for line in lines]


def _described(line: Audit, people: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "seq": line.seq,
        "at": line.at.isoformat(),
        "actor": line.actor,
        "actor_name": people.get(line.actor, line.actor),
        "person": line.person,
        "action": line.action,
        "action_label": _named(ACTION_NAMES, line.action),
        "subject_kind": line.subject_kind,
        "subject_kind_label": _named(SUBJECT_NAMES, line.subject_kind),
        "subject_id": line.subject_id,
        "record_id": line.record_id,
        "record_title": titles.get(line.record_id or ""),
        "from_state": line.from_state,
        "from_label": _named(STATE_NAMES, line.from_state),
        "to_state": line.to_state,
        "to_label": _named(STATE_NAMES, line.to_state),
        "content_hash": line.content_hash,
        "reasons": line.reasons or [],
        "reason_labels": [_reason(code) for code in line.reasons or []],
        "note": line.note,
        "detail": line.detail,
        "detail_text": _detail(line.detail),
        "prev_hash": line.prev_hash,
        "row_hash": line.row_hash,
    }


def _named(known: Mapping[str, str], code: str | None) -> str:
    return tk._(known[code]) if code and code in known else code or ""


def action_label(action: str) -> str:
    """Return what an action is called."""
    return _named(ACTION_NAMES, action)


def _reason(code: str) -> str:
    """Return the name of a reason; one in free words is its own."""
    return code_list(_REASONS).label(code)


def _detail(detail: Mapping[str, Any] | None) -> str:
    said = {key: value for key, value in (detail or {}).items() if value not in (None, "", [], {})}
    return "; ".join(f"{_named(DETAIL_NAMES, key)}: {_value(value, key)}" for key, value in said.items())


def _value(value: Any, key: str = "") -> str:
    if isinstance(value, str):
        return _named(DETAIL_VALUES.get(key, {}), value)
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value))
    return f"({_detail(value)})" if isinstance(value, dict) else str(value)
