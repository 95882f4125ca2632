"""The page of the form: what it shows for a subject, and for what was typed when a save did not go through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from flask import request

import ckan.plugins.toolkit as tk

from ckanext.camau import config
from ckanext.camau.forms import matrix
from ckanext.camau.forms import parts as steps
from ckanext.camau.forms import problems as problem_places
from ckanext.camau.forms.display import lines
from ckanext.camau.forms.fields import Field
from ckanext.camau.forms.merge import fingerprints
from ckanext.camau.logic import dictize
from ckanext.camau.views import form_review, references
from ckanext.camau.views.editing import Editing, agencies
from ckanext.camau.views.schema_forms import fields_for, parts_for
from ckanext.camau.views.support import Page, act


@dataclass(frozen=True)
class Typed:
    """What to show instead of the stored content, and why.

    ``base`` are the fingerprints that the form carried, ``errors`` what went wrong on the whole,
    ``clashes`` the other person's answers, ``taken`` the fields that only the other person had changed.
    """

    data: dict[str, Any]
    base: str = ""
    lock_version: str = ""
    errors: tuple[str, ...] = ()
    clashes: dict[str, Any] = field(default_factory=dict)
    taken: tuple[str, ...] = ()
    searches: dict[str, str] = field(default_factory=dict)
    focus: str = ""
    status: int = 200


def show(editing: Editing, typed: Typed | None = None) -> Page:
    """Render the step of the form that the address names.

    :param typed: what was typed; without it the stored content is shown
    """
    data = typed.data if typed else editing.content
    fields = fields_for(editing.record_type)
    parts = parts_for(editing.record_type, fields)
    step = steps.step_of(parts, request.args.get("step"))
    found = problem_places.shown(problem_places.still_true(editing.problems, editing.content, data))
    html = tk.render(
        "camau/editor/form.html",
        {
            **_frame(editing, parts, step),
            **(_summary(editing, fields) if step == steps.CHECK else {}),
            "shown": _asked(steps.shown_on(parts, step), data, typed),
            "wide": _wide(steps.shown_on(parts, step)),
            "fields": fields,
            "conditions": _conditions(fields),
            "matrix": matrix,
            "data": data,
            **form_review.shown(editing, parts, found),
            "lacks": steps.lacks(parts, found),
            "found": found,
            "lock_version": typed.lock_version if typed else editing.lock_version,
            "base": typed.base if typed else fingerprints(editing.content),
            "errors": typed.errors if typed else (),
            "clashes": _texts(fields, typed.clashes) if typed else {},
            "merging": _merging(editing, typed, steps.shown_on(parts, step)) if typed and typed.clashes else [],
            "taken": [item.label for item in fields if typed and item.name in typed.taken],
            "searches": typed.searches if typed else {},
            "focus": typed.focus if typed else "",
        },
    )
    return html, typed.status if typed else 200


def _merging(editing: Editing, typed: Typed, shown: Sequence[steps.Part]) -> list[dict[str, Any]]:
    """Return what differs between the other person's answers and those typed, in the fields that both changed."""
    asked = {item.name for part in shown for item in part.fields}
    mine = {name: typed.data[name] for name in typed.clashes if name in typed.data}
    theirs = {name: value for name, value in typed.clashes.items() if value is not None}
    found = dictize.content_changes(theirs, mine, editing.record_type)
    return [{**change, "shown": change["field"] in asked} for change in found]


def live_index(editing: Editing, step: str) -> str:
    """Return the list of steps with what is still missing, as it is after a save."""
    parts = parts_for(editing.record_type, fields_for(editing.record_type))
    found = problem_places.shown(editing.problems)
    return tk.render(
        "camau/editor/index.html",
        {"editing": editing, "parts": parts, "step": steps.step_of(parts, step), "lacks": steps.lacks(parts, found)},
    )


def _frame(editing: Editing, parts: Sequence[steps.Part], step: str) -> dict[str, Any]:
    """Return what stands around the questions: the steps, where they lead, who may be asked for an agency."""
    before, after = steps.beside(parts, step)
    return {
        "editing": editing,
        "parts": parts,
        "step": step,
        "before": before,
        "after": after,
        "action": address(editing, step),
        "agencies": [] if editing.record_id else agencies(),
        "examples": [] if editing.record_id or before else list(references.visible((editing.record_type,)).items()),
        "request_key": request.form.get("request_key") or uuid4().hex,
        "tried": "tried" in request.args,
        "copied": "copied" in request.args,
        "max_bytes": config.max_file_bytes(),
    }


def _asked(shown: Sequence[steps.Part], data: Mapping[str, Any], typed: Typed | None) -> list[steps.Part]:
    """Return the parts of this step with the records that their references may name."""
    searches = typed.searches if typed else {}
    return [steps.Part(part.key, part.heading, references.with_options(part.fields, data, searches)) for part in shown]


def _wide(shown: Sequence[steps.Part]) -> bool:
    """Whether a step needs the whole width of the page: the last one, and one with a matrix."""
    return not shown or any(item.matrix for part in shown for item in part.fields)


def _summary(editing: Editing, fields: tuple[Field, ...]) -> dict[str, Any]:
    """Return all answers in words, by field name, and what they change in what is in force."""
    named = references.with_titles(fields, editing.content)
    copy = editing.working_copy
    changes = act("camau_working_copy_diff", id=copy["id"])["changes"] if copy.get("base_version") else []
    return {
        "answers": {item.name: lines(item, editing.content.get(item.name), words()) for item in named},
        "changes": changes,
    }


def _conditions(fields: tuple[Field, ...]) -> dict[str, str]:
    """Return for each field that is demanded only sometimes when it is, in words."""
    known = {item.name: item for item in fields}
    found: dict[str, str] = {}
    for item in fields:
        if (rule := item.condition) and rule.field in known:
            of = known[rule.field]
            text = tk._("required if “{field}” is {answers}")
            found[item.name] = text.format(field=of.label, answers=_answers_of(of, rule.answers))
    return found


def _answers_of(of: Field, codes: tuple[str, ...]) -> str:
    labels = words() if of.kind == "yes_no" else dict(of.choices)
    return tk._(" or ").join(f"“{labels.get(code, code)}”" for code in codes)


def address(editing: Editing, step: str, **more: Any) -> str:
    """Return the address of a step of the form: of the record's, or of a new one."""
    if editing.record_id:
        return tk.url_for(
            "camau_editor.edit", record_type=editing.record_type, record_id=editing.record_id, step=step, **more
        )
    org = {"owner_org": editing.owner_org} if editing.owner_org else {}
    return tk.url_for("camau_editor.new", record_type=editing.record_type, step=step, **org, **more)


def words() -> dict[str, str]:
    """Return the words for yes and no."""
    return {"true": tk._("Yes"), "false": tk._("No")}


def _texts(fields: tuple[Any, ...], values: Mapping[str, Any]) -> dict[str, list[str]]:
    known = {item.name: item for item in fields}
    return {key: lines(known[key], value, words()) if key in known else [str(value)] for key, value in values.items()}
