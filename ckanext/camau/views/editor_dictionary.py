"""`/dataset/edit/{record id}/dictionary/{resource id}`: the data dictionary of a file, read from it and completed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from flask import Blueprint, request
from flask_wtf.csrf import CSRFError

import ckan.plugins.toolkit as tk

from ckanext.camau.catalogue import dictionaries
from ckanext.camau.catalogue.content import content_hash
from ckanext.camau.forms import problems as problem_places
from ckanext.camau.forms import rows as row_steps
from ckanext.camau.forms.data import parse
from ckanext.camau.forms.fields import Field
from ckanext.camau.reading.dictionary import merged
from ckanext.camau.reading.limits import Unreadable
from ckanext.camau.views import form_page, side_page
from ckanext.camau.views.editing import Editing, load_editable
from ckanext.camau.views.editor_save import BUTTON, store
from ckanext.camau.views.schema_forms import fields_for
from ckanext.camau.views.support import (
    Page,
    accept_long_forms,
    conflict_of,
    reasons_of,
    say,
)
from ckanext.camau.workflow.checks_dictionary import said

blueprint = Blueprint("camau_dictionary", __name__)
accept_long_forms(blueprint)

TYPE: Final = "dataset"
NAME: Final = "dictionary"

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Subject:
    """The dictionary at hand: whose content, which file of it, and the question that asks for its rows."""

    editing: Editing
    index: int
    question: Field

    @property
    def resource(self) -> dict[str, Any]:
        """The file."""
        return self.editing.content["resources"][self.index]

    @property
    def rows(self) -> Rows:
        """The rows that are stored."""
        return list(self.resource.get(NAME) or ())


@dataclass(frozen=True)
class Shown:
    """What the page shows instead of the stored rows, and what it says."""

    rows: Rows
    base: str = ""
    errors: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])
    theirs: Rows = field(default_factory=list[dict[str, Any]])
    focus: str = ""
    status: int = 200


def edit(record_type: str, record_id: str, resource_id: str) -> Page:
    """Show the dictionary of a file, read it from the file, or save it; 404 for whoever may not edit the record."""
    return side_page.shown(_edit, record_type, record_id, resource_id)


def _edit(record_type: str, record_id: str, resource_id: str) -> Page:
    subject = _subject(record_type, record_id, resource_id)
    if request.method != "POST":
        return _page(subject)
    button = request.form.get(BUTTON, "save")
    if step := row_steps.RowStep.read(button):
        return _step(subject, step)
    if button == "read":
        return _read(subject)
    return _save(subject, _typed(subject))


def _subject(record_type: str, record_id: str, resource_id: str) -> Subject:
    """Return the dictionary of a stored file.

    :raises ObjectNotFound: no such file, or the person may not edit the record
    """
    editing = load_editable(record_type, record_id)
    files = next(item for item in fields_for(editing.record_type) if item.name == "resources")
    question = next((sub for sub in files.subfields if sub.name == NAME), None)
    for index, resource in enumerate(editing.content.get("resources") or ()):
        if question and resource.get("id") == resource_id and resource.get("sha256"):
            return Subject(editing, index, replace(question, kind="rows"))
    raise tk.ObjectNotFound


def _typed(subject: Subject, *, empty_rows: bool = False) -> Rows:
    return parse(request.form, [subject.question], empty_rows=empty_rows).get(NAME, [])


def _step(subject: Subject, step: row_steps.RowStep) -> Page:
    """Show the rows with one more or less, or in another order."""
    keys = row_steps.apply(request.form, replace(step, field=NAME))
    form = row_steps.with_rows(request.form, NAME, keys)
    rows = parse(form, [subject.question], empty_rows=True).get(NAME, [])
    focus = f"{_id(subject)}-{len(keys) - 1}" if step.verb == "add" else ""
    return _page(subject, Shown(rows, request.form.get("_base", ""), focus=focus))


def _read(subject: Subject) -> Page:
    """Put the columns of the file into the rows; nothing is saved yet."""
    typed, base = _typed(subject), request.form.get("_base", "")
    try:
        proposal, renamed = dictionaries.proposal(subject.resource, subject.editing.owner_org)
    except Unreadable as refused:
        return _page(subject, Shown(typed, base, errors=[refused.message.translated(tk._)], status=409))
    rows = proposal if request.form.get("replace") else merged(typed, proposal)
    notes = [tk._("The columns were read from the file. Look at types and units, put meanings in, then save.")]
    if renamed:
        text = tk._("Columns whose heading is empty or equal to another one got a number: {columns}.")
        notes.append(text.format(columns="; ".join(renamed)))
    return _page(subject, Shown(rows, base, notes=notes))


def _save(subject: Subject, rows: Rows) -> Page:
    editing = subject.editing
    resources = [dict(resource) for resource in editing.content["resources"]]
    resources[subject.index] = {**resources[subject.index], NAME: rows}
    try:
        store(editing, request.form, {**editing.content, "resources": resources})
    except tk.ValidationError as refused:
        return _refused(subject, rows, refused)
    say(tk._("The data dictionary is saved."))
    return tk.redirect_to(_address(subject))


def _refused(subject: Subject, rows: Rows, refused: tk.ValidationError) -> Page:
    """Show what was typed again; over what somebody else saved meanwhile it may be saved with the next press."""
    base = request.form.get("_base", "")
    if not conflict_of(refused):
        return _page(subject, Shown(rows, base, errors=reasons_of(refused), status=409))
    now = _subject(subject.editing.record_type, subject.editing.record_id, subject.resource["id"])
    errors = [tk._("Someone else changed this working copy while you were typing. Nothing of yours is lost.")]
    changed = base != _hash(now.rows) and now.rows != rows
    return _page(now, Shown(rows, errors=errors, theirs=now.rows if changed else [], status=409))


def _page(subject: Subject, shown: Shown | None = None) -> Page:
    shown = shown or Shown(subject.rows)
    editing = subject.editing
    found = problem_places.shown(problem_places.still_true(editing.problems, editing.content, editing.content))
    html = tk.render(
        "camau/editor/dictionary.html",
        {
            "editing": editing,
            "resource": subject.resource,
            "field": subject.question,
            "anchor": _id(subject),
            "shown": shown,
            "base": shown.base or _hash(subject.rows),
            "differences": _differences(subject, shown.rows),
            "problems": problem_places.by_anchor(found) if shown.rows == subject.rows else {},
            "back": form_page.address(editing, "files", _anchor=f"f-resources-{subject.index}"),
        },
    )
    return html, shown.status


def _differences(subject: Subject, rows: Rows) -> list[str] | None:
    """Return in words where these rows and the file part; None if the file is no table that can be read."""
    found = dictionaries.compared(subject.resource, rows, subject.editing.owner_org)
    if found is None:
        return None
    name = subject.resource.get("name") or str(subject.index + 1)
    return [said(name, mismatch).translated(tk._) for mismatch in found]


def _id(subject: Subject) -> str:
    return f"f-resources-{subject.index}-{NAME}"


def _hash(rows: Rows) -> str:
    return content_hash({NAME: rows})


def _address(subject: Subject) -> str:
    return tk.url_for(
        "camau_dictionary.edit",
        record_type=subject.editing.record_type,
        record_id=subject.editing.record_id,
        resource_id=subject.resource["id"],
    )


@blueprint.errorhandler(CSRFError)
def expired(_error: CSRFError) -> Page:
    """Show the page again with what was typed and a fresh token; nothing was saved."""
    view = request.view_args or {}
    return side_page.shown_again(_shown_again, view["record_type"], view["record_id"], view["resource_id"])


def _shown_again(record_type: str, record_id: str, resource_id: str) -> Page:
    subject = _subject(record_type, record_id, resource_id)
    text = tk._("The form was open for too long and was not saved. What you typed is here: save it again.")
    rows = _typed(subject, empty_rows=True)
    return _page(subject, Shown(rows, request.form.get("_base", ""), errors=[text], status=400))


blueprint.add_url_rule(
    f"/{TYPE}/edit/<record_id>/dictionary/<resource_id>",
    "edit",
    edit,
    defaults={"record_type": TYPE},
    methods=["GET", "POST"],
)
