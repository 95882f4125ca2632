"""Core's other addresses for editing a package: for the four record types they lead to our form or nowhere."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau.views.editing import load
from ckanext.camau.views.support import Page, answered, not_found

_PATHS: Final = (
    "delete/<record_id>",
    "resources/<record_id>",
    "groups/<record_id>",
    "collaborators/<record_id>",
    "collaborators/<record_id>/new",
    "<record_id>/resource/new",
    "<record_id>/resource/<resource_id>/edit",
    "<record_id>/resource/<resource_id>/delete",
    "<record_id>/resource/<resource_id>/new_view",
    "<record_id>/resource/<resource_id>/edit_view/<view_id>",
)


def closed(record_type: str, record_id: str, **_rest: str) -> Page:
    """Lead an editor to our form; refuse to write; 404 for whoever may not see the working copy."""
    if tk.current_user.is_anonymous:
        return not_found()
    return answered(_lead, record_type, record_id)


def _lead(record_type: str, record_id: str) -> Page:
    editing = load(record_type, record_id)
    if request.method != "GET":
        return tk.abort(403, tk._("Records are changed through their working copy only, never directly."))
    return tk.redirect_to("camau_editor.edit", record_type=record_type, record_id=editing.record_id)


def add_closed_paths(blueprint: Blueprint, record_type: str) -> None:
    """Take core's addresses of one record type, with every method."""
    for number, path in enumerate(_PATHS):
        # An endpoint of its own each: Werkzeug would redirect one address of an endpoint to another.
        blueprint.add_url_rule(
            f"/{record_type}/{path}",
            f"closed_{number}",
            closed,
            defaults={"record_type": record_type},
            methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        )
