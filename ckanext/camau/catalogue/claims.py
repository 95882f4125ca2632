"""Claims: who has taken a case for review, so that two reviewers do not read the same one.

A claim binds while its holder holds the role of the step; it ends with every change of state. Nothing sets it free
when a role ends: a claim whose holder lost the role is simply none any more, and the case is back in the queue.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ckan import model

from ckanext.camau.model import WorkingCopy
from ckanext.camau.model.base import now
from ckanext.camau.people.roles import person_of, roles_of
from ckanext.camau.workflow.permission import Actor, Case, HeldRole, allowed

#: The role that reviews in a state, and whether it is held for the agency.
_REVIEWER: Final[dict[str, str]] = {"submitted": "agency_head", "approved": "focal_point"}

#: The steps that are the holder's alone while a claim is in force.
HELD: Final = frozenset({"camau_approve", "camau_return", "camau_appraise"})


class Claimed(Exception):
    """Somebody else has taken the case; ``user_id`` names the account."""

    def __init__(self, user_id: str) -> None:
        super().__init__(user_id)
        self.user_id = user_id


def reviewer(copy: WorkingCopy) -> HeldRole | None:
    """Return the role that may claim a working copy in its state; None where nobody reviews."""
    role = _REVIEWER.get(copy.state)
    return HeldRole(role, copy.owner_org if role == "agency_head" else None) if role else None


def holder(copy: WorkingCopy) -> str | None:
    """Return the account whose claim is in force, or None."""
    return holders([copy]).get(copy.id)


def holders(copies: Iterable[WorkingCopy]) -> dict[str, str]:
    """Return for each working copy the account whose claim is in force; the roles of an account are read once.

    :param copies: working copies, or rows with their ``id``, ``state``, ``owner_org`` and ``claimed_by``
    """
    held: dict[str, frozenset[HeldRole]] = {}
    found: dict[str, str] = {}
    for copy in copies:
        role, account = reviewer(copy), copy.claimed_by
        if account is None or role is None:
            continue
        if account not in held:
            held[account] = roles_of(account)
        if role in held[account]:
            found[copy.id] = account
    return found


def check(actor: Actor, copy: WorkingCopy) -> None:
    """Refuse whoever is not the holder of a claim in force; two accounts of one person are one holder.

    :raises Claimed: somebody else has it
    """
    found = holder(copy)
    if found and found != actor.user_id and person_of(found) != actor.person:
        raise Claimed(found)


def give(copy: WorkingCopy, user_id: str | None) -> None:
    """Put the claim into somebody's hands, or back into the queue. ``modified`` stays: the term runs on."""
    copy.claimed_by = user_id
    copy.claimed_at = now() if user_id else None
    model.Session.flush()


def steps_now(case: Case, holder: str | None, who: Actor) -> list[str]:
    """Return the actions that somebody may take now: a claim in force leaves some to its holder alone."""
    found = allowed(case, who)
    mine = holder is not None and (holder == who.user_id or person_of(holder) == who.person)
    if holder is None:
        return [name for name in found if name != "camau_release"]
    closed = {"camau_claim"} if mine else {"camau_claim", "camau_release", *HELD}
    return [name for name in found if name not in closed]
