"""`/roles`: grant, confirm and revoke roles; leads to the focal officer of the own agency and to delegations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau.const import AGENCY_ROLES, PORTAL_ROLES
from ckanext.camau.dates import iso_date
from ckanext.camau.forms.data import clean
from ckanext.camau.people.roles import may_handle
from ckanext.camau.views.support import Page, act, person, reasons_of, say, staff_page
from ckanext.camau.workflow.messages import N_
from ckanext.camau.workflow.permission import Actor

blueprint = Blueprint("camau_roles", __name__)

_DATES: Final = {"valid_from", "valid_to"}
_SAID: Final[Mapping[str, str]] = {
    "camau_role_grant": N_("The role is granted; another account has to confirm it."),
    "camau_role_confirm": N_("The role is in force."),
    "camau_role_revoke": N_("The role is revoked."),
}


@blueprint.route("/roles")
@staff_page
def index() -> Page:
    """Show the roles that the person at the browser may see and the forms that apply."""
    return _page()


@blueprint.route("/roles/<step>", methods=["POST"])
@staff_page
def change(step: str) -> Page:
    """Grant, confirm or revoke a role."""
    if step not in _SAID:
        return tk.abort(404)
    typed = {key: clean(value) for key, value in request.form.items() if not key.startswith("_")}
    sent = {key: iso_date(value) if key in _DATES else value for key, value in typed.items() if value}
    try:
        act(step, **sent)
    except tk.ValidationError as refused:
        return _page(step, typed, reasons_of(refused), 409)
    except tk.ObjectNotFound:
        return _page(step, typed, [tk._("There is no such account, agency or role.")], 409)
    except tk.NotAuthorized as refused:
        return _page(step, typed, [refused.message or tk._("You may not do this.")], 403)
    say(tk._(_SAID[step]))
    return tk.redirect_to("camau_roles.index")


def _page(
    step: str = "", typed: Mapping[str, str] | None = None, errors: list[str] | None = None, status: int = 200
) -> Page:
    who = person()
    headed = sorted(who.agencies("agency_head"))
    first = headed[0] if headed else None
    html = tk.render(
        "camau/roles/index.html",
        {
            "mine": who.roles,
            "roles": [role | {"allowed": _steps(who, role)} for role in act("camau_role_list")],
            "officers": [(org, _officer(org)) for org in headed],
            "agencies": act("organization_list", all_fields=True, limit=1000),
            "grants": may_handle(who, "editor", first),
            "role_names": [name for name in (*AGENCY_ROLES, *PORTAL_ROLES) if may_handle(who, name, first)],
            "tried": step,
            "typed": typed or {},
            "errors": errors or [],
        },
    )
    return html, status


def _steps(who: Actor, role: Mapping[str, Any]) -> list[str]:
    """Return the steps to offer for a role; the actions decide."""
    if role["state"] == "revoked" or not may_handle(who, role["role"], role["owner_org"]):
        return []
    return ["camau_role_confirm", "camau_role_revoke"] if role["state"] == "granted" else ["camau_role_revoke"]


def _officer(org: str) -> dict[str, Any]:
    try:
        return act("camau_focal_officer_show", agency=org) or {}
    except tk.ObjectNotFound:
        return {}
