"""Tasks on working copies: whose step it is, how long there is, who has claimed it; a submission is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import audit, called, claims, copies, in_force
from ckanext.camau.deadlines import due
from ckanext.camau.deadlines.terms import Due
from ckanext.camau.inbox.task import Task, left, task
from ckanext.camau.model import WorkingCopy
from ckanext.camau.people.roles import person_of
from ckanext.camau.workflow import routes
from ckanext.camau.workflow.messages import N_
from ckanext.camau.workflow.permission import Actor, Case, allowed
from ckanext.camau.workflow.routes import EDITION_TYPES, Route

#: Steps that take a case further. Saving notes, claiming or giving up make no case wait for somebody.
_FORWARD: Final = frozenset({
    "camau_working_copy_update", "camau_submit", "camau_approve", "camau_appraise", "camau_edition_update",
})  # fmt: skip
#: In which states a working copy waits for whom; one in a draft edition waits with that edition.
_OF_AGENCY: Final[Mapping[str, tuple[str, ...]]] = {"editor": ("draft", "returned"), "agency_head": ("submitted",)}
_OF_PORTAL: Final[Mapping[str, tuple[str, ...]]] = {"focal_point": ("approved", "appraised")}

_NEXT: Final[Mapping[str, str]] = {
    "draft": N_("Complete the record and submit it"),
    "returned": N_("Answer the reasons of the return, then submit again"),
    "submitted": N_("Read, then approve for the agency or return with reasons"),
    "approved": N_("Appraise, or return with reasons"),
    "appraised": N_("Put into a draft decision"),
}
#: Where the head's approval issues at once.
_ISSUES: Final = N_("Read, then approve: that issues the record at once; or return with reasons")
_ISSUES_BY_ACT: Final = N_("Read, then approve with the agency's document: that issues it at once; or return")
_TOGETHER: Final = N_("Read the records that were submitted together and decide on each")
_CLAIMED: Final = N_("Nothing for you: somebody else has claimed it")


def of(who: Actor) -> list[Task]:
    """Return the working copies that wait for somebody; those submitted together that still wait are one task."""
    rows = _rows(who)
    ids = [row.id for row in rows]
    taken, running, holders, ways = audit.taken_by_each(ids), due.open_for(ids), claims.holders(rows), _routes(rows)
    found = []
    for row in rows:
        case = Case("working_copy", row.state, row.type, row.owner_org, taken.get(row.id, {}), ways[row.id])
        if _FORWARD.intersection(allowed(case, who)):
            steps = claims.steps_now(case, holders.get(row.id), who)
            found.append(_task(row, steps, running.get(row.id), holders.get(row.id), ways[row.id], who))
    _name_holders(found)
    return _together(found)


def _rows(who: Actor) -> list[Any]:
    """Return the working copies whose state makes them wait for a role of this person, without their contents."""
    waiting = [
        sa.and_(WorkingCopy.state.in_(states), WorkingCopy.owner_org.in_(agencies))
        for role, states in _OF_AGENCY.items()
        if (agencies := who.agencies(role))
    ]
    waiting += [WorkingCopy.state.in_(states) for role, states in _OF_PORTAL.items() if who.has(role)]
    if not waiting:
        return []
    columns = [column for column in sa.inspect(WorkingCopy).columns if column.key != "data"]
    named = [WorkingCopy.data[key].astext.label(key) for key in ("title", "code")]
    return model.Session.query(*columns, *named).filter(sa.or_(*waiting)).all()


def _routes(rows: Sequence[Any]) -> dict[str, Route]:
    """Return the route of each working copy: as ``copies.route_of``, with two queries for all whose content says it."""
    asked = [row.id for row in rows if row.route is None and row.base_version and row.type in EDITION_TYPES]
    listed = _unchanged(asked) if asked else frozenset()
    return {
        row.id: row.route or routes.route_of(row.type, listed_changed=row.id not in listed, issued=row.id in listed)
        for row in rows
    }


def _unchanged(ids: Collection[str]) -> frozenset[str]:
    """Return the working copies that change no listed field of a record that is public now."""
    found = model.Session.query(
        WorkingCopy.id, WorkingCopy.record_id, WorkingCopy.type, WorkingCopy.owner_org, WorkingCopy.data
    ).filter(WorkingCopy.id.in_(ids))
    rows = found.all()
    public = {record.record_id: record for record in in_force.find_many([row.record_id for row in rows])}
    return frozenset(
        row.id for row in rows if copies.lists_as(public.get(row.record_id), row.type, row.owner_org, row.data)
    )


def _task(  # noqa: PLR0913, PLR0917 - what was read of a working copy
    row: Any, steps: list[str], running: Due | None, holder: str | None, way: Route, who: Actor
) -> Task:
    elsewhere = holder is not None and holder != who.user_id and person_of(holder) != who.person
    return task(
        "working_copy",
        row.id,
        record_id=row.record_id,
        type=row.type,
        title=called.working_title(row.title, row.code),
        code=row.code,
        owner_org=row.owner_org,
        state=row.state,
        route=way,
        lock_version=row.lock_version,
        content_hash=row.content_hash,
        base_version=row.base_version,
        edition_id=row.edition_id,
        submission_id=row.submission_id,
        created_by=row.created_by,
        modified=row.modified.isoformat(),
        since=(running.started if running else row.modified).isoformat(),
        claimed_by=holder,
        claimed_at=row.claimed_at.isoformat() if holder else None,
        elsewhere=elsewhere,
        next=tk._(_CLAIMED if elsewhere else _next(row, way)),
        allowed=steps,
        **left(running),
    )


def _next(row: Any, way: Route) -> str:
    if row.state == "submitted" and row.type == "usage_rule":
        return _ISSUES_BY_ACT
    return _ISSUES if row.state == "submitted" and way == "agency" else _NEXT[row.state]


def _name_holders(tasks: Sequence[Task]) -> None:
    people = called.of_accounts(found["claimed_by"] for found in tasks)
    for found in tasks:
        found["claimed_by_name"] = people.get(found["claimed_by"] or "")


def _together(tasks: Sequence[Task]) -> list[Task]:
    """Return the tasks with those of one submission as one, where several of it wait in the same state."""
    groups: dict[tuple[str, str], list[Task]] = defaultdict(list)
    single = []
    for found in tasks:
        if found["submission_id"]:
            groups[found["submission_id"], found["state"]].append(found)
        else:
            single.append(found)
    return single + [found[0] if len(found) == 1 else _submission(found) for found in groups.values()]


def _submission(parts: Sequence[Task]) -> Task:
    """Return several working copies as one task, with the nearest due date of them."""
    first = min(parts, key=lambda part: part["due_on"] or "9999")
    kept = {key: first[key] for key in (
        "owner_org", "state", "submission_id", "since", "due_on", "days_left", "due_state", "due_text", "modified",
    )}  # fmt: skip
    claimed = {part["claimed_by"] for part in parts}
    one = parts[0] if len(claimed) == 1 else {}
    return task(
        "submission",
        first["submission_id"],
        **kept,
        type="submission",
        title=", ".join(part["title"] for part in parts)[: called.LONGEST],
        count=len(parts),
        items=[part["id"] for part in parts],
        claimed_by=one.get("claimed_by"),
        claimed_by_name=one.get("claimed_by_name"),
        elsewhere=all(part["elsewhere"] for part in parts),
        next=tk._(_CLAIMED if all(part["elsewhere"] for part in parts) else _TOGETHER),
        allowed=[name for name in first["allowed"] if all(name in part["allowed"] for part in parts)],
    )
