"""Actions on the focal officers of agencies (D32 13(3), ND47 7(1))."""

from __future__ import annotations

from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import audit
from ckanext.camau.dates import vietnamese_date
from ckanext.camau.logic import schema
from ckanext.camau.logic.action import common
from ckanext.camau.model import FocalOfficer
from ckanext.camau.people import officers
from ckanext.camau.workflow.permission import Actor


def camau_focal_officer_set(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Appoint the focal officer of an agency; the one before leaves office the day before.

    An appointment from the day on which the newest one begins corrects that one.

    :param agency: id or name; ``name``, ``position``, ``phone``, ``email``: public by ND47 7(1)
    :param valid_from: first day in office (today); ``valid_to``: last day (open); ``document``: the order
    :returns: the officer
    :raises NotAuthorized: 403, neither head of the agency nor focal point or administrator
    :raises ObjectNotFound: 404; ValidationError: 409

    Legal source: D32 13(3).
    """
    tk.check_access("camau_focal_officer_set", context, data_dict)
    data = common.validated(data_dict, schema.officer(), context)
    who = common.actor(context)
    org = common.organization(data["agency"])
    if not (who.sysadmin or who.has("focal_point") or who.has("agency_head", org.id)):
        raise tk.NotAuthorized(tk._("The head of the agency appoints its focal officer."))
    first, last = common.term(data)
    with common.transaction():
        row = _term_of_office(org.id, first, who)
        row.name, row.position = data["name"], data["position"]
        row.phone, row.email = data["phone"], data["email"]
        row.valid_to, row.document = last, data.get("document")
        model.Session.flush()
        audit.add(who, "camau_focal_officer_set", "agency", org.id, detail={"officer": row.id})
    return officers.as_dict(row)


def _term_of_office(org_id: str, first: date, who: Actor) -> FocalOfficer:
    """Return the term that begins on a day: a new one, or the one that begins on it already, to be corrected.

    :raises ValidationError: a later term has begun or was decided already
    """
    before = officers.latest(org_id)
    if before and before.valid_from > first:
        text = tk._("The officer before took office on %(day)s: choose a later first day.")
        raise tk.ValidationError({"valid_from": [text % {"day": vietnamese_date(before.valid_from)}]})
    officers.end_before(org_id, first)
    if before and before.valid_from == first:
        return before
    row = FocalOfficer(owner_org=org_id, valid_from=first, created_by=who.user_id)
    model.Session.add(row)
    return row


@tk.side_effect_free
def camau_focal_officer_show(context: Context, data_dict: DataDict) -> dict[str, Any] | None:
    """Return the focal officer of an agency today, or None. Public (ND47 7(1)).

    :param agency: id or name
    :raises ObjectNotFound: 404
    """
    tk.check_access("camau_focal_officer_show", context, data_dict)
    found = officers.in_office(common.organization(common.plain(data_dict, "agency")).id)
    return officers.as_dict(found) if found else None


@tk.side_effect_free
def camau_focal_officer_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """Return all terms of office of an agency's focal officers, newest first.

    :param agency: id or name
    :raises NotAuthorized: 403, neither staff of the agency nor a portal role or administrator; ObjectNotFound: 404
    """
    tk.check_access("camau_focal_officer_list", context, data_dict)
    who = common.actor(context)
    org = common.organization(common.plain(data_dict, "agency"))
    if not (who.sysadmin or common.may_see(who, org.id)):
        raise tk.NotAuthorized(tk._("You may not do this."))
    return [officers.as_dict(term) for term in officers.terms(org.id)]
