"""A new record that starts from an existing one of the same type: `/{type}/copy/{record id}`."""

from __future__ import annotations

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau.forms.copying import start_from
from ckanext.camau.views import editing as subjects
from ckanext.camau.views import form_page
from ckanext.camau.views.editing import Editing
from ckanext.camau.views.schema_forms import fields_for
from ckanext.camau.views.support import Page, act, answered, reasons_of, say, to_login, warn


def copy(record_type: str, record_id: str) -> Page:
    """Make a draft with the contents of a record, for an agency that the person writes for; then show its form."""
    if tk.current_user.is_anonymous:
        return to_login()
    return answered(_copy, record_type, record_id)


def from_choice(record_type: str) -> Page:
    """Do the same for the record that was chosen in a list."""
    return copy(record_type, request.form.get("record_id", ""))


def _copy(record_type: str, record_id: str) -> Page:
    source = _source(record_type, record_id)
    agency = _agency(source.owner_org)
    start = start_from(source.content, fields_for(record_type), same_agency=agency == source.owner_org)
    try:
        made = act(
            "camau_working_copy_create",
            type=record_type,
            owner_org=agency,
            data=start.data,
            request_key=request.form.get("request_key", ""),
        )
    except tk.ValidationError as refused:
        warn(reasons_of(refused))
        return tk.redirect_to("camau_editor.new", record_type=record_type)
    say(tk._("A draft was made as a copy. Change its title, give it a code, and check every answer."))
    if start.left_out:
        warn([tk._("Files of another agency are not copied: {names}").format(names=", ".join(start.left_out))])
    return tk.redirect_to(form_page.address(subjects.from_copy(made), "", copied=1))


def _source(record_type: str, record_id: str) -> Editing:
    """Return the open working copy of a record or what was issued last, whichever the person may see."""
    open_copy = subjects.open_copy(record_id)
    found = subjects.from_copy(open_copy) if open_copy else subjects.issued(record_id)
    if found.record_type != record_type:
        raise tk.ObjectNotFound
    return found


def _agency(of_source: str) -> str:
    """Return the agency for which the copy is made: the chosen one, that of the source, or the person's first."""
    own = [key for key, _title in subjects.agencies()]
    if not own:
        raise tk.NotAuthorized(tk._("Only an editor of an agency may describe a new record."))
    return next((org for org in (request.form.get("owner_org"), of_source) if org in own), own[0])


def add_paths(blueprint: Blueprint, record_type: str) -> None:
    """Give the copies of one record type their addresses."""
    given = {"record_type": record_type}
    blueprint.add_url_rule(f"/{record_type}/copy", "copy_chosen", from_choice, defaults=given, methods=["POST"])
    blueprint.add_url_rule(f"/{record_type}/copy/<record_id>", "copy", copy, defaults=given, methods=["POST"])
