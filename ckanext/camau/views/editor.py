"""The form of a record: `/{type}/new` and `/{type}/edit/{record id}`, for the four record types.

Static addresses for each type, so that core's routes of the same form never win.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge

import ckan.plugins.toolkit as tk

from ckanext.camau import config
from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.security import error_pages
from ckanext.camau.views import editor_auto, editor_copy, editor_upload, form_page, lost_session, side_page
from ckanext.camau.views.editing import Editing, blank, load
from ckanext.camau.views.editor_closed import add_closed_paths
from ckanext.camau.views.editor_save import handle, typed_as_posted
from ckanext.camau.views.support import Page, accept_long_forms, answered, may, not_found, to_login

blueprint = Blueprint("camau_editor", __name__)
accept_long_forms(blueprint)


def new(record_type: str) -> Page:
    """Show or save the form of a record that does not exist yet."""
    if tk.current_user.is_anonymous:
        return _lost() if request.method == "POST" else to_login()
    return answered(_new, record_type)


def _new(record_type: str) -> Page:
    return _form(blank(record_type, request.values.get("owner_org", "")))


def edit(record_type: str, record_id: str) -> Page:
    """Show or save the form of a record; 404 for whoever may not edit or see its working copy."""
    if tk.current_user.is_anonymous:
        return _lost() if request.method == "POST" else not_found()
    return answered(_edit, record_type, record_id)


def _lost() -> Page:
    return editor_auto.session_ended() if editor_auto.wanted() else lost_session.page()


def _edit(record_type: str, record_id: str) -> Page:
    try:
        editing = load(record_type, record_id)
    except tk.ObjectNotFound:
        if request.method != "POST":
            raise
        return editor_auto.not_open() if editor_auto.wanted() else lost_session.gone()
    if editing.working_copy and not may(editing.working_copy, "camau_working_copy_update"):
        if editor_auto.wanted():
            return editor_auto.not_open()
        if request.method == "POST":
            return typed_as_posted(editing, _closed_text(), 409)
        return tk.redirect_to("camau_review.read", working_copy_id=editing.working_copy["id"])
    return _form(editing)


def _closed_text() -> str:
    return tk._("This working copy cannot be edited any more; nothing was saved. What you typed is here to be copied.")


def _form(editing: Editing) -> Page:
    if editor_auto.wanted():
        return editor_auto.save(editing)
    return handle(editing) if request.method == "POST" else form_page.show(editing)


@blueprint.errorhandler(CSRFError)
def expired(_error: CSRFError) -> Page:
    """Show a form that lay open for too long again as it was typed, with a fresh token; nothing is saved."""
    view = request.view_args or {}
    if tk.current_user.is_anonymous:
        return _lost()
    if editor_auto.wanted() or request.endpoint == "camau_editor.upload":
        return editor_auto.token_ended()
    if request.endpoint not in ("camau_editor.new", "camau_editor.edit"):
        return error_pages.response(400, "The data sent cannot be read.")
    return side_page.shown_again(_show_again, view)


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Page:
    """Say how much one form may carry; nothing of such a request was read."""
    text = tk._("The files of this form are too large together. Send them one by one, each at most {limit} MB.")
    message = text.format(limit=config.max_file_bytes() >> 20)
    return tk.render("error_document_template.html", {"code": 413, "content": message, "name": ""}), 413


def _show_again(view: dict[str, Any]) -> Page:
    record_id = view.get("record_id")
    if not record_id:
        return typed_as_posted(blank(view["record_type"], request.values.get("owner_org", "")))
    return typed_as_posted(load(view["record_type"], record_id))


for _type in RECORD_TYPES:
    blueprint.add_url_rule(f"/{_type}/new", "new", new, defaults={"record_type": _type}, methods=["GET", "POST"])
    blueprint.add_url_rule(
        f"/{_type}/edit/<record_id>", "edit", edit, defaults={"record_type": _type}, methods=["GET", "POST"]
    )
    editor_copy.add_paths(blueprint, _type)
    add_closed_paths(blueprint, _type)
editor_upload.add_path(blueprint)
