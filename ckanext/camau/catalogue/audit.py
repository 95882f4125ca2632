"""Writing and reading the audit trail. Rows are written in the transaction of the step that they tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ckan import model

from ckanext.camau.model import Account, Audit
from ckanext.camau.workflow.permission import Actor


def add(  # noqa: PLR0913 - a line of the audit trail has that many columns
    actor: Actor,
    action: str,
    subject_kind: str,
    subject_id: str,
    *,
    record_id: str | None = None,
    states: tuple[str | None, str | None] = (None, None),
    content_hash: str | None = None,
    reasons: Sequence[str] = (),
    note: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Add one line; the caller's transaction commits it."""
    model.Session.add(
        Audit(
            actor=actor.user_id,
            person=actor.person,
            action=action,
            subject_kind=subject_kind,
            subject_id=subject_id,
            record_id=record_id,
            from_state=states[0],
            to_state=states[1],
            content_hash=content_hash,
            reasons=list(reasons) or None,
            note=note or None,
            detail=dict(detail) if detail else None,
        )
    )


def taken_by(subject_id: str) -> dict[str, set[str]]:
    """Return for each action taken on a working copy who took it: accounts, persons then, and persons now.

    A person who is given another identifier after the act stays known by the account and the identifier of that day.
    """
    return taken_by_each([subject_id]).get(subject_id, {})


def taken_by_each(subject_ids: Collection[str]) -> dict[str, dict[str, set[str]]]:
    """Return the same for many working copies, by id, in one query."""
    if not subject_ids:
        return {}
    lines = (
        model.Session.query(Audit.subject_id, Audit.action, Audit.actor, Audit.person, Account.person)
        .outerjoin(Account, Account.user_id == Audit.actor)
        .filter(Audit.subject_id.in_(subject_ids))
        .distinct()
    )
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject_id, action, actor, then, today in lines:
        found[subject_id][action] |= {one for one in (actor, then, today) if one}
    return found


def history(subject_id: str) -> list[Audit]:
    """Return the lines of a working copy, an edition or a role, oldest first."""
    return model.Session.query(Audit).filter(Audit.subject_id == subject_id).order_by(Audit.seq).all()
