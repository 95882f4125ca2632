"""Who is told of a step, by mail, once per event. The queue itself is the task list."""

from __future__ import annotations

from typing import Final

from ckanext.camau.model import WorkingCopy
from ckanext.camau.outbox import mail
from ckanext.camau.people.roles import holders

#: Which role has the next step, by the state that a working copy has come to.
_NEXT: Final = {
    "submitted": "agency_head",
    "approved": "focal_point",
    "returned": "editor",
}
_OF_AGENCY: Final = frozenset({"agency_head", "editor"})


def after_step(copy: WorkingCopy, action: str) -> None:
    """Queue mail to those whose turn it is now; the focal point is told of every service that is issued."""
    role = _NEXT.get(copy.state)
    if copy.state == "issued" and copy.type == "data_service":
        role = "focal_point"
    if role is None:
        return
    org = copy.owner_org if role in _OF_AGENCY else None
    mail.ask(f"{action}:{copy.id}:{copy.lock_version}:{copy.state}", holders(role, org), f"/review/{copy.id}")


def assigned(copy: WorkingCopy, user_id: str) -> None:
    """Queue mail to the reviewer whom a case was handed to."""
    mail.ask(f"camau_reassign:{copy.id}:{copy.lock_version}:{copy.claimed_at}", [user_id], f"/review/{copy.id}")


def asked(record_id: str, ask_id: str, org_id: str) -> None:
    """Queue mail to the editors of an agency that is asked to correct a service."""
    mail.ask(f"camau_correction_ask:{ask_id}", holders("editor", org_id), f"/record/{record_id}/steps")
