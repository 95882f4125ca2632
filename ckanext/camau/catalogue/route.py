"""Taking a step: the one place where a working copy moves along its route.

Every door (form, API, CLI, job) comes through ``take``; rank, ``ignore_auth`` or a missing reviewer open nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ckanext.camau.catalogue import claims, copies, facts, ledger
from ckanext.camau.model import WorkingCopy
from ckanext.camau.workflow import gates
from ckanext.camau.workflow.permission import Actor, Case, candidates, choose, conflicting
from ckanext.camau.workflow.problems import Problem
from ckanext.camau.workflow.transitions import TRANSITIONS, Transition


class Refused(Exception):
    """The actor holds no role for this step."""


class SamePerson(Refused):
    """The person has already acted in a step that must be another person's."""


class WrongState(Exception):
    """The state does not allow the step, be it that somebody was faster."""


class HashDiffers(Exception):
    """The content is not the one that was read."""


class Stale(Exception):
    """The version that the working copy started from is no longer the newest."""


class Blocked(Exception):
    """Gates found problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(p.gate for p in problems))
        self.problems = problems


@dataclass(frozen=True)
class Step:
    """A step that somebody wants to take."""

    action: str
    content_hash: str
    reasons: tuple[str, ...] = ()
    note: str | None = None


def may_ever(actor: Actor, action: str, case: Case) -> bool:
    """Tell whether the actor holds a role for an action in any state of such a case."""
    return any(
        row.action == action
        and row.subject == case.subject
        and (case.type is None or case.type in row.types)
        and (case.route is None or case.route in row.routes)
        and actor.has(row.role, case.owner_org)
        for row in TRANSITIONS
    )


def permit(actor: Actor, action: str, case: Case) -> Transition:
    """Return the row that lets the actor act.

    :raises Refused: no role for it; SamePerson: duties must be separate; WrongState: not in this state
    """
    if row := choose(action, case, actor):
        return row
    if not may_ever(actor, action, case):
        raise Refused(action)
    held = [row for row in candidates(action, case) if actor.has(row.role, case.owner_org)]
    if any(conflicting(row, case, actor) for row in held):
        raise SamePerson(action)
    raise WrongState(case.state)


def take(
    actor: Actor,
    copy_id: str,
    step: Step,
    on_issue: Callable[[WorkingCopy, Transition], None] | None = None,
    on_read: Callable[[WorkingCopy, Transition], None] | None = None,
) -> WorkingCopy:
    """Take a step with a working copy, under lock, and write it down.

    :param on_read: writes down what was remarked on the content that was read, before the state changes
    :param on_issue: issues the record where the step's target is ``issued``; called under the same lock
    :raises KeyError: no such working copy; claims.Claimed: another reviewer has it; and the errors of this module
    """
    copy = copies.lock(copy_id)
    row = permit(actor, step.action, copies.case_of(copy))
    if step.action in claims.HELD:
        claims.check(actor, copy)
    if step.content_hash != copy.content_hash:
        raise HashDiffers(copy.content_hash)
    if row.gates:
        _pass_gates(copy, step.action)
    if on_read:
        on_read(copy, row)
    copies.move(actor, copy, step.action, row.target, reasons=step.reasons, note=step.note)
    if row.target == "issued":
        if on_issue is None:
            raise WrongState(row.target)
        on_issue(copy, row)
    return copy


def _pass_gates(copy: WorkingCopy, action: str) -> None:
    newest = ledger.newest_version(copy.record_id)
    if (newest.number if newest else None) != copy.base_version:
        raise Stale(copy.id)
    if problems := gates.stopping(gates.run(facts.subject_of(copy)), action):
        raise Blocked(problems)
