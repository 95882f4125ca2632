"""The way of a working copy told in steps: what was done by whom, what comes now, what follows. Pure.

Made from the table of transitions, so that page and rules never tell two stories.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from ckanext.camau.const import RecordType
from ckanext.camau.workflow.routes import Route
from ckanext.camau.workflow.states import CLOSED, EDITABLE
from ckanext.camau.workflow.transitions import Transition, rows

#: The steps that lead on, in no order of their own: the states of the table give it.
_ONWARD: Final = ("camau_submit", "camau_approve", "camau_appraise", "camau_edition_update", "camau_edition_issue")


@dataclass(frozen=True)
class Step:
    """One step of a way. ``by`` and ``at`` are empty until it is taken."""

    action: str
    role: str
    legal_basis: str
    target: str
    stage: Literal["done", "now", "ahead"]
    at: str = ""
    by: str = ""


def way(type_: RecordType, route: Route, state: str, history: Iterable[Mapping[str, Any]]) -> list[Step]:
    """Return the steps of a working copy from its draft to its issue.

    :param state: the state that it is in; of a discarded one nothing is told
    :param history: lines of its audit trail, oldest first
    """
    if state == "discarded":
        return []
    taken = _this_round(list(history))
    found: list[Step] = []
    here = "draft" if state in EDITABLE else state
    stage: Literal["done", "now", "ahead"] = "done"
    for source, row in _rows(type_, route):
        if source == here and state not in CLOSED:
            stage = "now"
        entry = taken.get(row.action, {}) if stage == "done" else {}
        found.append(
            Step(
                row.action, row.role, row.legal_basis, row.target, stage,
                str(entry.get("at") or ""), str(entry.get("actor_name") or ""),
            )
        )  # fmt: skip
        stage = "ahead" if stage == "now" else stage
    return found


def _rows(type_: RecordType, route: Route) -> list[tuple[str, Transition]]:
    """Return source state and row of each step on, from draft to issued."""
    found: list[tuple[str, Transition]] = []
    state, seen = "draft", {"draft", "returned"}
    while state not in CLOSED:
        row = next(
            (
                t for t in rows("working_copy", state, type_)
                if t.action in _ONWARD and route in t.routes and t.target not in seen
            ),
            None,
        )  # fmt: skip
        if row is None:
            break
        found.append((state, row))
        state = row.target
        seen.add(state)
    return found


def _this_round(history: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return for each action the line that took it since the working copy was last a draft or returned."""
    taken: dict[str, Mapping[str, Any]] = {}
    for entry in history:
        if entry.get("to_state") in EDITABLE:
            taken = {}
        elif entry.get("to_state") != entry.get("from_state"):
            taken[str(entry.get("action"))] = entry
    return taken


def last_return(history: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the line of the return that the editor has to answer, None if nothing was returned since it was sent."""
    for entry in reversed(history):
        if entry.get("action") == "camau_return":
            return entry
        if entry.get("action") == "camau_submit":
            return None
    return None
