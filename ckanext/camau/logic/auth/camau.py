"""Auth functions of our own actions.

A sysadmin is checked like everybody else: rank is no role. The table of transitions has the last word inside the
action, so that ``ignore_auth`` opens nothing either; here it answers early and hides what one may not know of.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import AuthResult, Context, DataDict

from ckanext.camau.agencies import succession
from ckanext.camau.catalogue import route
from ckanext.camau.logic.action import common
from ckanext.camau.model import Edition
from ckanext.camau.workflow.permission import Case

AuthFunction = Callable[[Context, DataDict], AuthResult]

#: Open to guests; the action itself shows only what is public.
_PUBLIC = (
    "camau_record_show",
    "camau_version_show",
    "camau_edition_show",
    "camau_edition_list",
    "camau_catalogue_show",
    "camau_agency_show",
    "camau_agency_tree",
    "camau_focal_officer_show",
    "camau_legal_basis_list",
    "camau_legal_basis_show",
    "camau_term_list",
    "camau_calendar_list",
)
#: Open to whoever is logged in; the action looks at roles and at what is asked for.
_LOGGED_IN = (
    "camau_working_copy_show",
    "camau_working_copy_list",
    "camau_working_copy_check",
    "camau_working_copy_diff",
    "camau_scan_show",
    "camau_scan_answer",
    "camau_scan_confirm",
    "camau_comment_list",
    "camau_comment_resolve",
    "camau_submission_create",
    "camau_submission_show",
    "camau_submission_decide",
    "camau_correction_ask",
    "camau_act_publication_add",
    "camau_record_suspend",
    "camau_record_resume",
    "camau_record_withdraw",
    "camau_record_take_down",
    "camau_take_down_list",
    "camau_role_grant",
    "camau_role_confirm",
    "camau_role_revoke",
    "camau_role_list",
    "camau_delegation_create",
    "camau_delegation_end",
    "camau_delegation_list",
    "camau_focal_officer_list",
    "camau_focal_officer_set",
    "camau_task_list",
    "camau_audit_list",
    "camau_system_show",
    "camau_audit_export",
    "camau_mail_choice_show",
    "camau_mail_choice_update",
)
#: Steps with a working copy: visible, and a role for it in some state.
_STEPS = (
    "camau_working_copy_update",
    "camau_working_copy_discard",
    "camau_submit",
    "camau_recall",
    "camau_return",
    "camau_approve",
    "camau_appraise",
    "camau_claim",
    "camau_release",
    "camau_reassign",
    "camau_comment_add",
)
#: Actions on editions and on the register of legal bases, by the role that takes them.
_BY_ROLE = {
    "camau_edition_create": "focal_point",
    "camau_edition_update": "focal_point",
    "camau_edition_candidates": "focal_point",
    "camau_edition_discard": "focal_point",
    "camau_edition_issue": "issuing_clerk",
    "camau_edition_unsign": "issuing_clerk",
    "camau_correction_record": "issuing_clerk",
    "camau_record_erase": "focal_point",
    "camau_legal_basis_update": "focal_point",
    "camau_term_update": "focal_point",
    "camau_agency_succession_add": "focal_point",
    "camau_calendar_update": "focal_point",
}


def _no(message: str) -> AuthResult:
    return {"success": False, "msg": message}


def _public() -> AuthFunction:
    @tk.auth_allow_anonymous_access
    def check(context: Context, data_dict: DataDict) -> AuthResult:  # noqa: ARG001 - CKAN's signature
        return {"success": True}

    return check


def _logged_in() -> AuthFunction:
    @tk.auth_sysadmins_check
    def check(context: Context, data_dict: DataDict) -> AuthResult:  # noqa: ARG001
        if common.guest_or_actor(context):
            return {"success": True}
        return _no(tk._("Log in first."))

    return check


def _step(action: str) -> AuthFunction:
    @tk.auth_sysadmins_check
    def check(context: Context, data_dict: DataDict) -> AuthResult:
        who = common.guest_or_actor(context)
        if who is None:
            return _no(tk._("Log in first."))
        copy = common.visible_copy(who, {"id": common.plain(data_dict or {}, "id")})
        case = Case("working_copy", copy.state, copy.type, copy.owner_org)
        if route.may_ever(who, action, case):
            return {"success": True}
        return _no(tk._("You hold no role for this step."))

    return check


def _by_role(role: str) -> AuthFunction:
    @tk.auth_sysadmins_check
    def check(context: Context, data_dict: DataDict) -> AuthResult:  # noqa: ARG001
        who = common.guest_or_actor(context)
        return {"success": True} if who and who.has(role) else _no(tk._("You hold no role for this step."))

    return check


@tk.auth_sysadmins_check
def camau_working_copy_create(context: Context, data_dict: DataDict) -> AuthResult:
    """An editor of the agency: the one named, or the one that owns the record."""
    who = common.guest_or_actor(context)
    if who is None:
        return _no(tk._("Log in first."))
    org_id: str | None = common.plain(data_dict, "owner_org")
    if record_id := common.plain(data_dict, "record_id"):
        package = model.Package.get(record_id)
        if package is None or (package.private and not common.may_see_record(who, package)):
            raise tk.ObjectNotFound(tk._("There is no such record."))
        org_id = succession.heir(package.owner_org or "")
    if not org_id:
        return {"success": bool(who.agencies("editor")), "msg": tk._("You are not an editor of an agency.")}
    org = model.Group.get(org_id)
    if org and who.has("editor", org.id):
        return {"success": True}
    return _no(tk._("You are not an editor of this agency."))


@tk.auth_allow_anonymous_access
@tk.auth_sysadmins_check
def camau_edition_diff(context: Context, data_dict: DataDict) -> AuthResult:
    """Everybody for an issued edition; for a draft whoever may see drafts."""
    who = common.guest_or_actor(context)
    if (who and who.sees_all()) or model.Session.get(Edition, common.plain(data_dict or {}, "id")):
        return {"success": True}
    raise tk.ObjectNotFound(tk._("There is no such draft edition."))


@tk.auth_sysadmins_check
def camau_mail_failure_list(context: Context, data_dict: DataDict) -> AuthResult:  # noqa: ARG001
    """An administrator, or the provincial focal point."""
    who = common.guest_or_actor(context)
    may = who is not None and (who.sysadmin or who.has("focal_point"))
    return {"success": True} if may else _no(tk._("You hold no role for this step."))


@tk.auth_sysadmins_check
def camau_file_upload(context: Context, data_dict: DataDict) -> AuthResult:  # noqa: ARG001
    """Whoever holds a role."""
    who = common.guest_or_actor(context)
    return {"success": True} if who and who.roles else _no(tk._("You hold no role for this step."))


def get_auth_functions() -> dict[str, Callable[..., Any]]:
    """Return the auth function of each of our actions."""
    return {
        **{name: _public() for name in _PUBLIC},
        **{name: _logged_in() for name in _LOGGED_IN},
        **{name: _step(name) for name in _STEPS},
        **{name: _by_role(role) for name, role in _BY_ROLE.items()},
        "camau_working_copy_create": camau_working_copy_create,
        "camau_edition_diff": camau_edition_diff,
        "camau_file_upload": camau_file_upload,
        "camau_mail_failure_list": camau_mail_failure_list,
    }
