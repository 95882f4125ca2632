"""Forms for the focal officer of an agency (D32 13(3), ND47 7(1)) and for delegations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau.const import AGENCY_ROLES, PORTAL_ROLES
from ckanext.camau.forms.data import clean
from ckanext.camau.people.roles import actor_of, may_handle
from ckanext.camau.views.small_form import Input, SmallForm
from ckanext.camau.views.support import Page, act, person, reasons_of, say, staff_page, user_name
from ckanext.camau.views.template_helpers import camau_role_label
from ckanext.camau.workflow.messages import N_

blueprint = Blueprint("camau_officers", __name__)

_OFFICER = (
    Input("name", N_("Full name"), required=True),
    Input("position", N_("Position"), required=True),
    Input("phone", N_("Telephone"), "tel", required=True),
    Input("email", N_("E-mail"), "email", required=True),
    Input("valid_from", N_("From day"), "date", hint=N_("Day/month/year; empty: from today.")),
    Input("valid_to", N_("Until day"), "date", hint=N_("Day/month/year; empty: until another one is named.")),
    Input("document", N_("By which document"), hint=N_("Number and date of the appointing document.")),
)


def may_appoint(agency_id: str) -> bool:
    """Tell whether the person at the browser names the focal officer of an agency; the action decides."""
    who = actor_of(tk.current_user)
    return who is not None and (who.sysadmin or who.has("focal_point") or who.has("agency_head", agency_id))


@blueprint.route("/agency/<agency>/focal-officer", methods=["GET", "POST"])
@staff_page
def edit(agency: str) -> Page:
    """Name a focal officer; who holds the office and who held it stand below."""
    shown = act("camau_agency_show", id=agency)
    if not may_appoint(shown["id"]):
        raise tk.NotAuthorized(tk._("The head of the agency appoints its focal officer."))
    form = SmallForm(_OFFICER)
    if request.method == "GET":
        return _officer_page(shown, form)
    form = form.posted()
    try:
        act("camau_focal_officer_set", agency=shown["id"], **form.sent())
    except tk.ValidationError as refused:
        return _officer_page(shown, form.refused(refused), 409)
    say(tk._("The focal officer is recorded."))
    return tk.redirect_to("camau_officers.edit", agency=shown["name"])


def _officer_page(agency: Mapping[str, Any], form: SmallForm, status: int = 200) -> Page:
    terms = act("camau_focal_officer_list", agency=agency["id"])
    html = tk.render("camau/officers/edit.html", {"agency": agency, "form": form, "terms": terms})
    return html, status


@blueprint.route("/delegations", methods=["GET", "POST"])
@staff_page
def delegations() -> Page:
    """Show the delegations that concern the person at the browser, and the form for a further one."""
    form = SmallForm(_delegation_inputs(), {"from_user": user_name()})
    if request.method == "GET":
        return _delegation_page(form)
    form = form.posted()
    try:
        act("camau_delegation_create", **form.sent())
    except tk.ValidationError as refused:
        return _delegation_page(form.refused(refused), 409)
    except tk.ObjectNotFound as missing:
        return _delegation_page(form.failed(missing.message or tk._("There is no such account.")), 409)
    except tk.NotAuthorized as refused:
        return _delegation_page(form.failed(refused.message or tk._("You may not do this.")), 403)
    say(tk._("The delegation is recorded."))
    return tk.redirect_to("camau_officers.delegations")


@blueprint.route("/delegations/<delegation_id>/end", methods=["POST"])
@staff_page
def end_delegation(delegation_id: str) -> Page:
    """End a delegation before its last day, with the reason."""
    form = SmallForm(_delegation_inputs(), {"from_user": user_name()})
    try:
        act("camau_delegation_end", id=delegation_id, reason=clean(request.form.get("reason", "")))
    except tk.ValidationError as refused:
        return _delegation_page(form.failed(" ".join(reasons_of(refused))), 409)
    say(tk._("The delegation has ended."))
    return tk.redirect_to("camau_officers.delegations")


def _delegation_inputs() -> tuple[Input, ...]:
    """Return the inputs with the roles that the person holds or handles, and their agencies."""
    who = person()
    held = {role.role for role in who.roles}
    headed = next(iter(sorted(who.agencies("agency_head"))), None)
    names = [name for name in (*AGENCY_ROLES, *PORTAL_ROLES) if name in held or may_handle(who, name, headed)]
    everywhere = who.sysadmin or who.has("focal_point")
    own = who.agencies()
    agencies = [
        (agency["id"], agency["title"])
        for agency in _flat(act("camau_agency_tree", historic=False))
        if everywhere or agency["id"] in own
    ]
    return (
        Input("from_user", N_("Account that holds the role"), required=True, hint=N_("Login name.")),
        Input("to_user", N_("Account that shall act"), required=True, hint=N_("Login name.")),
        Input("role", N_("Role"), "choice", required=True, choices=[(name, camau_role_label(name)) for name in names]),
        Input("agency", N_("Agency"), "choice", hint=N_("For roles of an agency."), choices=agencies),
        Input("valid_from", N_("From day"), "date", required=True),
        Input("valid_to", N_("Until day"), "date", required=True),
        Input("document", N_("By which document"), required=True),
    )


def _flat(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for node in nodes for item in (node, *_flat(node["children"]))]


def _delegation_page(form: SmallForm, status: int = 200) -> Page:
    found = act("camau_delegation_list")
    return tk.render("camau/officers/delegations.html", {"form": form, "found": found}), status
