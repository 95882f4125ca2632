"""The tasks of a person: what to do next, in words, and how long there is. A fixed number of queries, however many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.agencies import succession
from ckanext.camau.catalogue import called, correction_asks, edition_checks, in_force, inherited
from ckanext.camau.const import OPEN_DRAFTS
from ckanext.camau.dates import vietnamese_date
from ckanext.camau.deadlines import due
from ckanext.camau.deadlines.terms import Due
from ckanext.camau.inbox import copy_tasks
from ckanext.camau.inbox.task import Task, left, task
from ckanext.camau.model import EditionDraft, Role, WorkingCopy
from ckanext.camau.people import officers
from ckanext.camau.people.roles import may_handle, person_of
from ckanext.camau.workflow.messages import N_, Message
from ckanext.camau.workflow.permission import Actor, Case, allowed


def of(who: Actor) -> list[Task]:
    """Return all that waits for somebody: overdue first, then by due date, then what waits longest."""
    found = [
        *copy_tasks.of(who),
        *_editions(who),
        *_roles(who),
        *_officers(who),
        *_corrections(who),
        *_agencies(who),
    ]
    _name_agencies(found)
    return sorted(found, key=lambda one: (one["due_on"] or "9999", one["since"] or ""))


def _editions(who: Actor) -> list[Task]:
    if not (who.has("issuing_clerk") or who.has("focal_point")):
        return []
    drafts = model.Session.query(EditionDraft).filter(EditionDraft.state.in_(OPEN_DRAFTS)).all()
    lacking = {draft.id: edition_checks.problems(draft) for draft in drafts if draft.state == "signed"}
    # an empty draft has nothing to issue; a signed one waits for its day alone unless something keeps it back
    waiting = [
        draft
        for draft in drafts
        if lacking.get(draft.id)
        or (draft.state == "draft" and (who.has("focal_point") or draft.entries or draft.removals))
    ]
    running = _edition_dues([draft.id for draft in waiting])
    return [_edition_task(who, draft, running.get(draft.id), lacking.get(draft.id, {})) for draft in waiting]


def _edition_task(who: Actor, draft: EditionDraft, running: Due | None, problems: Mapping[str, Message]) -> Task:
    return task(
        "edition",
        draft.id,
        type=draft.kind,
        title=draft.title,
        state=draft.state,
        count=len(draft.entries) + len(draft.removals),
        modified=draft.modified.isoformat(),
        since=draft.created.isoformat(),
        next=tk._(_edition_next(who, draft)),
        problems=[{"record_id": key, "message": said.translated(tk._)} for key, said in problems.items()],
        allowed=allowed(Case("edition", draft.state), who),
        **left(running),
    )


def _edition_dues(draft_ids: Collection[str]) -> dict[str, Due]:
    """Return the due date of each draft: the nearest one of its entries, or its own where it only removes."""
    if not draft_ids:
        return {}
    entries = model.Session.query(WorkingCopy.id, WorkingCopy.edition_id).filter(
        WorkingCopy.edition_id.in_(draft_ids), WorkingCopy.state == "scheduled"
    )
    of_copy = {row.id: row.edition_id for row in entries}
    found: dict[str, Due] = {}
    for subject, running in due.open_for([*draft_ids, *of_copy]).items():
        draft_id = of_copy.get(subject, subject)
        if draft_id not in found or running.due_on < found[draft_id].due_on:
            found[draft_id] = running
    return found


def _edition_next(who: Actor, draft: EditionDraft) -> str:
    if draft.state == "signed":
        return N_("The signed decision cannot be issued on its day: settle what its entries lack")
    if who.has("issuing_clerk"):
        return N_("Submit the draft decision for signature; once signed, record its number, date and file")
    return N_("Compose the draft decision and follow it until it is signed")


def _roles(who: Actor) -> list[Task]:
    waiting = model.Session.query(Role).filter(Role.confirmed_at.is_(None), Role.revoked_at.is_(None)).all()
    mine = [
        role
        for role in waiting
        if may_handle(who, role.role, role.owner_org)
        and who.person not in {person_of(role.granted_by), person_of(role.user_id)}
    ]
    holders = called.of_accounts(role.user_id for role in mine)
    return [
        task(
            "role",
            role.id,
            type=role.role,
            title=holders.get(role.user_id, role.user_id),
            owner_org=role.owner_org,
            state="granted",
            since=role.granted_at.isoformat(),
            next=tk._("Confirm the role, or revoke it"),
            allowed=["camau_role_confirm", "camau_role_revoke"],
        )
        for role in mine
    ]


def _officers(who: Actor) -> list[Task]:
    """Focal officers whose term ends soon, for the head of the agency and for the focal point (R2)."""
    watched = None if who.has("focal_point") else who.agencies("agency_head")
    return [
        task(
            "focal_officer",
            officer.owner_org,
            type="focal_officer",
            title=officer.name,
            owner_org=officer.owner_org,
            state="ending",
            until=officer.valid_to.isoformat() if officer.valid_to else None,
            since=officer.at.isoformat(),
            next=tk._("Name who holds the office after {day}").format(day=vietnamese_date(officer.valid_to)),
            allowed=["camau_focal_officer_set"],
        )
        for officer in (officers.ending(watched) if watched is None or watched else ())
    ]


def _corrections(who: Actor) -> list[Task]:
    """Services that the focal point asks the agency to correct, until they are issued anew."""
    asked = {row.record_id: row for row in reversed(correction_asks.open_asks())} if who.agencies("editor") else {}
    return [
        task(
            "correction",
            record.record_id,
            record_id=record.record_id,
            type=record.type,
            title=record.content.get("title") or record.name,
            code=record.content.get("code"),
            owner_org=record.owner_org,
            state=record.state,
            note=asked[record.record_id].reason,
            since=asked[record.record_id].at.isoformat(),
            next=tk._("Correct the service as the focal point asks, and submit it"),
            allowed=["camau_working_copy_create"],
        )
        for record in (in_force.find_many(asked) if asked else ())
        if who.has("editor", succession.heir(record.owner_org))
    ]


def _agencies(who: Actor) -> list[Task]:
    """Agencies that several others took over while cases were open there: whose they are only a person can say."""
    return [
        task(
            "agency",
            org_id,
            type="agency",
            owner_org=org_id,
            state="split",
            open_cases=number,
            next=tk._("Decide which agency takes over the {count} open cases").format(count=number),
        )
        for org_id, number in (inherited.undecided() if who.has("focal_point") else {}).items()
    ]


def _name_agencies(tasks: Iterable[Task]) -> None:
    tasks = list(tasks)
    titles = called.of_agencies(found["owner_org"] for found in tasks)
    for found in tasks:
        found["agency"] = titles.get(found["owner_org"], found["owner_org"])
        if found["kind"] == "agency":
            found["title"] = found["agency"]
