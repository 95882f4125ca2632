"""Who is told of a step, by mail, once per event. The queue itself is the task list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from ckan import model

from ckanext.camau.deadlines.due import Moved, subjects
from ckanext.camau.model import Edition, EditionDraft, Event, WorkingCopy
from ckanext.camau.outbox import mail
from ckanext.camau.people.roles import holders

#: Which role has the next step, by the state that a working copy has come to.
_NEXT: Final = {
    "draft": "editor",
    "returned": "editor",
    "submitted": "agency_head",
    "approved": "focal_point",
    "appraised": "focal_point",
    "scheduled": "issuing_clerk",
}
#: States that are told of: the others were brought about by those who have the next step.
_TOLD: Final = frozenset({"submitted", "approved", "returned"})
_OF_AGENCY: Final = frozenset({"agency_head", "editor"})


def after_step(copy: WorkingCopy, action: str) -> None:
    """Queue mail to those whose turn it is now; of what is issued its agency is told, of a service the focal point."""
    # a second submission of the same content is another event: each step has its moment
    event, path = f"{action}:{copy.id}:{copy.modified.isoformat()}", f"/review/{copy.id}"
    if copy.state in _TOLD:
        mail.ask(event, _whose_turn(copy), path, "returned" if copy.state == "returned" else "task")
    elif copy.state == "issued":
        mail.ask(event, holders("editor", copy.owner_org), path, "issued")
        if copy.type == "data_service":
            mail.ask(event, holders("focal_point"), path, "service_issued")


def _whose_turn(copy: WorkingCopy) -> list[str]:
    role = _NEXT.get(copy.state)
    return holders(role, copy.owner_org if role in _OF_AGENCY else None) if role else []


def after_draft(draft: EditionDraft) -> None:
    """Tell the clerks of a draft decision, once."""
    mail.ask(f"edition_draft:{draft.id}", holders("issuing_clerk"), f"/edition/{draft.id}/issue", "draft")


def after_issue(edition: Edition, copies: Sequence[WorkingCopy]) -> None:
    """Tell the editors and heads of the agencies whose records an edition brought out."""
    told = [
        user_id
        for org in sorted({copy.owner_org for copy in copies})
        for role in ("editor", "agency_head")
        for user_id in holders(role, org)
    ]
    mail.ask(f"edition:{edition.id}", told, f"/edition/{edition.id}", "edition")


def due_dates_moved(moved: Collection[Moved], event: str) -> None:
    """Tell those whose due dates moved, each once, whatever the number."""
    if not moved:
        return
    ids = subjects(moved, "working_copy")
    copies = model.Session.query(WorkingCopy).filter(WorkingCopy.id.in_(ids)).all() if ids else []
    asked = {(_NEXT[copy.state], copy.owner_org) for copy in copies if copy.state in _NEXT}
    if subjects(moved, "edition"):
        asked |= {("issuing_clerk", ""), ("focal_point", "")}
    told = [user_id for role, org in sorted(asked) for user_id in holders(role, org if role in _OF_AGENCY else None)]
    mail.ask(event, told, "/tasks", "calendar")


def assigned(copy: WorkingCopy, user_id: str) -> None:
    """Queue mail to the reviewer whom a case was handed to."""
    event = f"camau_reassign:{copy.id}:{copy.lock_version}:{copy.claimed_at}"
    mail.ask(event, [user_id], f"/review/{copy.id}", "assigned")


def asked(record_id: str, ask_id: str, org_id: str) -> None:
    """Queue mail to the editors of an agency that is asked to correct a service."""
    mail.ask(f"camau_correction_ask:{ask_id}", holders("editor", org_id), f"/record/{record_id}/steps", "correction")


def taken_down(event: Event, package: model.Package) -> None:
    """Tell focal points, auditors and the agency's head of an emergency take-down; nothing of the content."""
    told = [*holders("focal_point"), *holders("auditor"), *holders("agency_head", package.owner_org)]
    mail.ask(f"camau_record_take_down:{event.id}", list(dict.fromkeys(told)), "/take-downs", "taken_down")
