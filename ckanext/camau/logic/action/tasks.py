"""What waits for whom, and the audit trail."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.agencies import succession
from ckanext.camau.catalogue import copies, correction_asks, in_force, inherited
from ckanext.camau.const import OPEN_DRAFTS
from ckanext.camau.logic import dictize, edition_dict, schema
from ckanext.camau.logic.action import common
from ckanext.camau.model import Audit, EditionDraft, Role, WorkingCopy
from ckanext.camau.people import officers
from ckanext.camau.people.roles import may_handle, person_of
from ckanext.camau.workflow.permission import Actor, allowed
from ckanext.camau.workflow.states import CLOSED

#: Saving, giving up, commenting and handing over are always possible; they do not make a case wait for somebody.
_NOT_WAITING = frozenset(
    {
        "camau_recall",
        "camau_working_copy_discard",
        "camau_claim",
        "camau_release",
        "camau_reassign",
        "camau_comment_add",
        "camau_comment_resolve",
    }
)


@tk.side_effect_free
def camau_task_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return what waits for the caller: working copies, draft editions, roles to confirm, focal officers leaving soon.

    :returns: ``tasks``, each with ``kind``, ``id``, ``record_id``, ``type``, ``title``, ``agency``, ``state``,
        ``since``, ``allowed``; longest waiting first
    """
    tk.check_access("camau_task_list", context, data_dict)
    who = common.actor(context)
    tasks = [*_copies(who), *_editions(who), *_roles(who), *_officers(who), *_corrections(who), *_agencies(who)]
    return {"tasks": sorted(tasks, key=lambda task: task["since"] or "")}


def _copies(who: Actor) -> list[dict[str, Any]]:
    query = model.Session.query(WorkingCopy).filter(WorkingCopy.state.not_in(CLOSED))
    if not who.sees_all():
        query = query.filter(WorkingCopy.owner_org.in_(who.agencies()))
    found = []
    for copy in query:
        actions = allowed(copies.case_of(copy), who)
        if set(actions) - _NOT_WAITING and "camau_edition_issue" not in actions:
            brief = dictize.copy_brief(copy, who)
            found.append({**brief, "kind": "working_copy", "since": brief["modified"]})
    return found


def _editions(who: Actor) -> list[dict[str, Any]]:
    if not (who.has("issuing_clerk") or who.has("focal_point")):
        return []
    drafts = model.Session.query(EditionDraft).filter(EditionDraft.state.in_(OPEN_DRAFTS))
    return [
        {**brief, "kind": "edition", "record_id": None, "type": brief["kind"], "agency": None,
         "since": brief["modified"]}
        for brief in (edition_dict.draft_brief(d, who) for d in drafts)
        if brief["state"] == "draft" or brief["problems"]
    ]  # fmt: skip


def _roles(who: Actor) -> list[dict[str, Any]]:
    waiting = model.Session.query(Role).filter(Role.confirmed_at.is_(None), Role.revoked_at.is_(None))
    return [
        {
            "kind": "role",
            "id": role.id,
            "record_id": None,
            "type": role.role,
            "title": dictize.account_name(role.user_id),
            "agency": dictize.agency_title(role.owner_org) if role.owner_org else None,
            "state": "granted",
            "since": dictize.iso(role.granted_at),
            "allowed": ["camau_role_confirm", "camau_role_revoke"],
        }
        for role in waiting
        if may_handle(who, role.role, role.owner_org)
        and who.person not in {person_of(role.granted_by), person_of(role.user_id)}
    ]


def _officers(who: Actor) -> list[dict[str, Any]]:
    """Focal officers whose term ends soon, for the head of the agency and for the focal point (R2)."""
    headed = who.agencies("agency_head")
    watched = None if who.has("focal_point") else headed
    return [
        {
            "kind": "focal_officer",
            "id": officer.owner_org,
            "record_id": None,
            "type": "focal_officer",
            "title": officer.name,
            "agency": dictize.agency_title(officer.owner_org),
            "state": "ending",
            "until": dictize.iso(officer.valid_to),
            "since": dictize.iso(officer.at),
            "allowed": ["camau_focal_officer_set"],
        }
        for officer in (officers.ending(watched) if watched is None or watched else ())
    ]


def _corrections(who: Actor) -> list[dict[str, Any]]:
    """Services that the focal point asks the agency to correct, until they are issued anew."""
    asked = {row.record_id: row for row in reversed(correction_asks.open_asks())}
    found = in_force.find_many(asked)
    return [
        {
            "kind": "correction",
            "id": record.record_id,
            "record_id": record.record_id,
            "type": record.type,
            "title": dictize.title_of(record.content),
            "agency": dictize.agency_title(record.owner_org),
            "state": record.state,
            "note": asked[record.record_id].reason,
            "since": dictize.iso(asked[record.record_id].at),
            "allowed": ["camau_working_copy_create"],
        }
        for record in found
        if who.has("editor", succession.heir(record.owner_org))
    ]


def _agencies(who: Actor) -> list[dict[str, Any]]:
    """Agencies that several others took over while cases were open there: whose they are only a person can say."""
    return [
        {
            "kind": "agency",
            "id": org_id,
            "record_id": None,
            "type": "agency",
            "title": dictize.agency_title(org_id),
            "agency": dictize.agency_title(org_id),
            "state": "split",
            "open_cases": number,
            "since": None,
            "allowed": [],
        }
        for org_id, number in (inherited.undecided() if who.has("focal_point") else {}).items()
    ]


@tk.side_effect_free
def camau_audit_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return the audit trail, newest first.

    All of it for auditors, focal point and administrators; for an agency's staff that of one of its records.

    :param record_id: only lines of this record; ``limit``: at most 500 (100); ``offset``: from there on
    :returns: ``count`` and ``results``
    :raises NotAuthorized: 403; ObjectNotFound: 404
    """
    tk.check_access("camau_audit_list", context, data_dict)
    data = common.validated(data_dict, schema.audit_list(), context)
    who = common.actor(context)
    query = model.Session.query(Audit)
    if data.get("record_id"):
        package = model.Package.get(data["record_id"])
        if package is None or not common.may_see_record(who, package):
            raise tk.ObjectNotFound(tk._("There is no such record."))
        query = query.filter(Audit.record_id == package.id)
    elif not (who.sysadmin or who.has("auditor") or who.has("focal_point")):
        raise tk.NotAuthorized(tk._("You hold no role for this step."))
    lines = query.order_by(Audit.seq.desc()).offset(data.get("offset") or 0).limit(min(data.get("limit") or 100, 500))
    return {"count": query.count(), "results": dictize.steps(lines)}
