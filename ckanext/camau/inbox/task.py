"""One task as actions and pages take it."""

from __future__ import annotations

from typing import Any, Final

import ckan.plugins.toolkit as tk

from ckanext.camau.deadlines.terms import Due

Task = dict[str, Any]

#: Keys that every task has; what a kind does not know is empty.
_KEYS: Final = (
    "record_id", "type", "title", "code", "agency", "owner_org", "state", "since", "due_on", "days_left", "due_state",
    "due_text", "claimed_by", "claimed_by_name", "claimed_at", "submission_id", "route", "next", "count",
)  # fmt: skip


def task(kind: str, id_: str, **values: Any) -> Task:
    """Return a task; ``elsewhere`` tells that somebody else is at it."""
    return {"kind": kind, "id": id_, **dict.fromkeys(_KEYS), "allowed": [], "elsewhere": False, **values}


def left(running: Due | None) -> dict[str, Any]:
    """Return what a task says of its due date, nothing where no term runs."""
    if running is None:
        return {}
    return {
        "due_on": running.due_on.isoformat(),
        "days_left": running.days_left,
        "due_state": running.state,
        "due_text": running.words.translated(tk._),
    }
