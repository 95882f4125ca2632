"""Template helpers of the pages for staff."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final
from uuid import uuid4

from markupsafe import Markup

import ckan.plugins.toolkit as tk

from ckanext.camau.dates import vietnamese_date
from ckanext.camau.inbox.words import ACTION_NAMES, ROLE_NAMES, STATE_NAMES
from ckanext.camau.legal import words as legal_words
from ckanext.camau.people.roles import actor_of
from ckanext.camau.workflow.messages import N_

#: A sign for each state, so that colour is never the only difference.
_SIGNS: Final[Mapping[str, str]] = {
    "draft": "✎",
    "submitted": "➜",
    "approved": "✔",
    "appraised": "✔✔",
    "scheduled": "▤",
    "signed": "✍",
    "issued": "★",
    "returned": "↩",
    "discarded": "✖",
    "unissued": "○",
    "suspended": "⏸",
    "withdrawn": "⊘",
    "taken_down": "⊗",
    "granted": "○",
    "confirmed": "✔",
    "revoked": "✖",
    "ending": "⚠",
    "split": "⚠",
}
_BADGE_NAMES: Final[Mapping[str, str]] = {
    **STATE_NAMES,
    "signed": N_("Signed, waits for its day"),
    "ending": N_("Ends soon"),
    "split": N_("Divided among several"),
}

#: What a button says; where it stands on a draft decision, composing is putting into it.
STEP_NAMES: Final[Mapping[str, str]] = {**ACTION_NAMES, "camau_edition_update": N_("Put into a draft decision")}
_EVENT_NAMES: Final[Mapping[str, str]] = {
    "issued": N_("Issued"),
    "suspended": N_("Suspended"),
    "resumed": N_("Resumed"),
    "withdrawn": N_("Withdrawn"),
    "removed": N_("Taken out of the catalogue"),
    "taken_down": N_("Taken down"),
}


def camau_state_badge(state: str) -> Markup:
    """Return a state as sign and text."""
    return Markup('<span class="camau-state camau-state-{}"><span aria-hidden="true">{}</span> {}</span>').format(
        state, _SIGNS.get(state, "•"), tk._(_BADGE_NAMES.get(state, state))
    )


#: A sign for what a due date means, so that colour never says it alone.
_DUE_SIGNS: Final = {"ok": "○", "soon": "◔", "overdue": "⚠"}


def camau_due_badge(task: Mapping[str, Any]) -> Markup:
    """Return what is left of a task's time: sign, words and the day; empty where no term runs."""
    if not task.get("due_on"):
        return Markup("")
    return Markup(
        '<span class="camau-due camau-due-{}"><span aria-hidden="true">{}</span> {}</span> <small>({})</small>'
    ).format(task["due_state"], _DUE_SIGNS[task["due_state"]], task["due_text"], vietnamese_date(task["due_on"]))


_WEEKDAYS: Final = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip


def camau_weekday(day: str) -> str:
    """Return the day of the week of an ISO date."""
    name = tk._(_WEEKDAYS[date.fromisoformat(day).weekday()])
    return name[:1].upper() + name[1:]


def camau_role_label(role: str) -> str:
    """Return the name of a role."""
    return tk._(ROLE_NAMES.get(role, role))


def camau_step_label(action: str) -> str:
    """Return what a button for an action says."""
    return tk._(STEP_NAMES.get(action, action))


def camau_event_label(kind: str) -> str:
    """Return the name of an event of a record."""
    return tk._(_EVENT_NAMES.get(kind, kind))


def camau_staff() -> dict[str, Any] | None:
    """Return what the menu for staff shows to the person at the browser, None for a guest."""
    who = actor_of(tk.current_user)
    if who is None:
        return None
    held = {role.role for role in who.roles}
    return {
        "writes": "editor" in held,
        "composes": "focal_point" in held,
        "issues": "issuing_clerk" in held,
        "edition_desk": bool(held & {"focal_point", "issuing_clerk"}),
        "grants": bool(held & {"agency_head", "focal_point"}) or who.sysadmin,
        "audits": bool(held & {"auditor", "focal_point"}) or who.sysadmin,
    }


def camau_system_notes() -> list[str]:
    """Return what needs an administrator's hand, for an administrator; empty for everybody else."""
    if not getattr(tk.current_user, "sysadmin", False):
        return []
    state = tk.get_action("camau_system_show")({"user": tk.current_user.name}, {})
    notes: list[str] = []
    if dead := state["outbox"]["dead"]:
        kinds = ", ".join(sorted({task["kind"] for task in dead}))
        text = tk._("{number} tasks were given up after too many failures ({kinds}): see `ckan camau outbox list`.")
        notes.append(text.format(number=len(dead), kinds=kinds))
    run = state["reconcile"]
    if run and run["left"]:
        text = tk._("The search index differs from the ledger for {number} records and could not be repaired.")
        notes.append(text.format(number=sum(run["left"].values())))
    return notes


def camau_fresh_key() -> str:
    """Return a key that makes a request that is sent twice one request."""
    return uuid4().hex


def get_helpers() -> dict[str, Callable[..., Any]]:
    """Return the helpers by name."""
    return {
        "camau_fresh_key": camau_fresh_key,
        "camau_due_badge": camau_due_badge,
        "camau_event_label": camau_event_label,
        "camau_legal_links": legal_words.links,
        "camau_legal_text": legal_words.text,
        "camau_role_label": camau_role_label,
        "camau_staff": camau_staff,
        "camau_state_badge": camau_state_badge,
        "camau_step_label": camau_step_label,
        "camau_system_notes": camau_system_notes,
        "camau_weekday": camau_weekday,
    }
