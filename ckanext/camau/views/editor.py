"""The form of a record: `/{type}/new` and `/{type}/edit/{record id}`, for the four record types.

Static addresses for each type, so that core's routes of the same form never win.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

import ckan.plugins.toolkit as tk

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.security import error_pages
from ckanext.camau.views import form_page, lost_session
from ckanext.camau.views.editing import Editing, blank, load
from ckanext.camau.views.editor_closed import add_closed_paths
from ckanext.camau.views.editor_save import handle, typed_as_posted
from ckanext.camau.views.support import Page, accept_long_forms, answered, may, not_found, to_login

blueprint = Blueprint("camau_editor", __name__)
accept_long_forms(blueprint)


def new(record_type: str) -> Page:
    """Show or save the form of a record that does not exist yet."""
    if tk.current_user.is_anonymous:
        return lost_session.page() if request.method == "POST" else to_login()
    return answered(_new, record_type)


def _new(record_type: str) -> Page:
    return _form(blank(record_type, request.form.get("owner_org", "")))


def edit(record_type: str, record_id: str) -> Page:
    """Show or save the form of a record; 404 for whoever may not edit or see its working copy."""
    if tk.current_user.is_anonymous:
        return lost_session.page() if request.method == "POST" else not_found()
    return answered(_edit, record_type, record_id)


def _edit(record_type: str, record_id: str) -> Page:
    editing = load(record_type, record_id)
    if editing.working_copy and not may(editing.working_copy, "camau_working_copy_update"):
        return tk.redirect_to("camau_review.read", working_copy_id=editing.working_copy["id"])
    return _form(editing)


def _form(editing: Editing) -> Page:
    if request.method == "POST":
        return handle(editing)
    return form_page.show(editing, tried="tried" in request.args)


@blueprint.errorhandler(CSRFError)
def expired(_error: CSRFError) -> Page:
    """Show a form that lay open for too long again as it was typed, with a fresh token; nothing is saved."""
    view = request.view_args or {}
    if tk.current_user.is_anonymous:
        return lost_session.page()
    try:
        return answered(_show_again, view)
    except HTTPException:  # who may not see the form anyway: an error handler itself must not raise
        return error_pages.response(400, "The data sent cannot be read.")


def _show_again(view: dict[str, Any]) -> Page:
    record_id = view.get("record_id")
    if not record_id:
        return typed_as_posted(blank(view["record_type"], request.form.get("owner_org", "")))
    return typed_as_posted(load(view["record_type"], record_id))


for _type in RECORD_TYPES:
    blueprint.add_url_rule(f"/{_type}/new", "new", new, defaults={"record_type": _type}, methods=["GET", "POST"])
    blueprint.add_url_rule(
        f"/{_type}/edit/<record_id>", "edit", edit, defaults={"record_type": _type}, methods=["GET", "POST"]
    )
    add_closed_paths(blueprint, _type)
