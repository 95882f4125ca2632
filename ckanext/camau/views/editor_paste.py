"""`/{type}/edit/{record id}/paste/{field}`: rows from a spreadsheet, shown as understood, then taken."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask_wtf.csrf import CSRFError

import ckan.plugins.toolkit as tk

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.forms.data import record_of
from ckanext.camau.forms.display import lines
from ckanext.camau.forms.fields import Choice
from ckanext.camau.forms.fields import Field as Question
from ckanext.camau.reading import pasted
from ckanext.camau.reading.limits import Unreadable
from ckanext.camau.schemas.fields import Field, record_schema
from ckanext.camau.views import form_page, references, side_page
from ckanext.camau.views.editing import Editing, load, load_editable
from ckanext.camau.views.editor_save import store
from ckanext.camau.views.schema_forms import fields_for
from ckanext.camau.views.support import (
    Page,
    accept_long_forms,
    conflict_of,
    reasons_of,
    say,
)

blueprint = Blueprint("camau_paste", __name__)
accept_long_forms(blueprint)


def paste(record_type: str, record_id: str, field: str) -> Page:
    """Show the field for pasting, what was understood of it, or take the rows into the working copy."""
    return side_page.shown(_paste, record_type, record_id, field)


def _paste(record_type: str, record_id: str, name: str) -> Page:
    editing, table = load_editable(record_type, record_id), record_schema(record_type).fields.get(name)
    if table is None or not table.row_fields or table.checklist:
        raise tk.ObjectNotFound
    if request.method != "POST":
        return _page(editing, table)
    (question,) = references.with_all(item for item in fields_for(record_type) if item.name == name)
    try:
        found = pasted.understand(request.form.get("text", ""), table, _lookup(question))
    except Unreadable as refused:
        return _page(editing, table, errors=[refused.message.translated(tk._)])
    if request.form.get("_do") == "take" and found.rows:
        return _take(editing, table, question, found)
    return _page(editing, table, question, found)


def _lookup(question: Question) -> pasted.Lookup:
    """Return what finds a record by the code or title in a cell."""
    choices: list[Choice] = [choice for sub in question.subfields if sub.kind == "references" for choice in sub.choices]
    known = {key for key, _label in choices}

    def find(text: str) -> str | None:
        found = record_of(text, choices)
        return found if found in known else None

    return find


def _take(editing: Editing, table: Field, question: Question, found: pasted.Pasted) -> Page:
    before = list(editing.content.get(table.name) or ()) if request.form.get("how") != "replace" else []
    data = {**editing.content, table.name: [*before, *found.rows]}
    try:
        store(editing, request.form, data)
    except tk.ValidationError as refused:
        stale = tk._("Someone else changed this working copy meanwhile. Nothing was taken yet: look again, then take.")
        errors = [stale] if conflict_of(refused) else reasons_of(refused)
        return _page(load(editing.record_type, editing.record_id), table, question, found, errors)
    say(tk.ungettext("%(num)d row was taken over.", "%(num)d rows were taken over.", len(found.rows)))
    return tk.redirect_to(form_page.address(editing, table.part, _anchor=f"f-{table.name}"))


def _page(
    editing: Editing,
    table: Field,
    question: Question | None = None,
    found: pasted.Pasted | None = None,
    errors: list[str] | None = None,
) -> Page:
    html = tk.render(
        "camau/editor/paste.html",
        {
            "editing": editing,
            "table": table,
            "back": form_page.address(editing, table.part, _anchor=f"f-{table.name}"),
            "there": len(editing.content.get(table.name) or ()),
            "found": found,
            "preview": _preview(question, found) if question and found else [],
            "columns": _columns(question, found) if question and found else [],
            "text": request.form.get("text", ""),
            "how": request.form.get("how", "append"),
            "errors": errors or [],
        },
    )
    return html, 409 if errors else 200


def _columns(question: Question, found: pasted.Pasted) -> list[Question]:
    """Return the columns in which at least one row says something."""
    return [sub for sub in question.subfields if any(sub.name in row for row in found.rows)]


def _preview(question: Question, found: pasted.Pasted) -> list[dict[str, Any]]:
    """Return for each row its cells as text and what was not understood of it."""
    columns, words = _columns(question, found), form_page.words()
    return [
        {
            "cells": [lines(column, row.get(column.name), words) for column in columns],
            "problems": [problem for problem in found.problems if problem.row == number],
        }
        for number, row in enumerate(found.rows, start=1)
    ]


@blueprint.errorhandler(CSRFError)
def expired(_error: CSRFError) -> Page:
    """Show the page again with what was pasted and a fresh token; nothing was saved."""
    view = request.view_args or {}
    return side_page.shown_again(_shown_again, view["record_type"], view["record_id"], view["field"])


def _shown_again(record_type: str, record_id: str, name: str) -> Page:
    table = record_schema(record_type).fields.get(name)
    if table is None or not table.row_fields:
        raise tk.ObjectNotFound
    text = tk._("The form was open for too long and was not saved. What you typed is here: save it again.")
    return _page(load(record_type, record_id), table, errors=[text])


for _type in RECORD_TYPES:
    blueprint.add_url_rule(
        f"/{_type}/edit/<record_id>/paste/<field>",
        "paste",
        paste,
        defaults={"record_type": _type},
        methods=["GET", "POST"],
    )
