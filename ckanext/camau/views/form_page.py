"""The page of the form: what it shows for a subject, and for what was typed when a save did not go through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from flask import request

import ckan.plugins.toolkit as tk

from ckanext.camau.forms import problems as problem_places
from ckanext.camau.forms.display import lines
from ckanext.camau.forms.merge import fingerprints
from ckanext.camau.forms.sections import Part, parts_of
from ckanext.camau.views import references
from ckanext.camau.views.editing import Editing, agencies
from ckanext.camau.views.schema_forms import fields_for
from ckanext.camau.views.support import Page


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


def show(editing: Editing, typed: Typed | None = None, *, tried: bool = False) -> Page:
    """Render the form.

    :param typed: what was typed; without it the stored content is shown
    :param tried: a submission was refused: the summary of problems stands on top and takes the focus
    """
    data = typed.data if typed else editing.content
    fields = references.with_options(fields_for(editing.record_type), data, typed.searches if typed else {})
    parts = parts_of(fields)
    found = problem_places.shown(problem_places.still_true(editing.problems, editing.content, data))
    html = tk.render(
        "camau/editor/form.html",
        {
            "editing": editing,
            "parts": parts,
            "fields": fields,
            "data": data,
            "agencies": [] if editing.record_id else agencies(),
            "problems": problem_places.by_anchor(found),
            "lacks": lacks(parts, found),
            "summary": found if tried else [],
            "lock_version": typed.lock_version if typed else editing.lock_version,
            "request_key": request.form.get("request_key") or uuid4().hex,
            "base": typed.base if typed else fingerprints(editing.content),
            "errors": typed.errors if typed else (),
            "clashes": _texts(fields, typed.clashes) if typed else {},
            "taken": [item.label for item in fields if typed and item.name in typed.taken],
            "searches": typed.searches if typed else {},
            "focus": typed.focus if typed else "",
        },
    )
    return html, typed.status if typed else 200


def lacks(parts: list[Part], found: list[problem_places.Shown]) -> dict[str, list[problem_places.Shown]]:
    """Return for each part of the form what still stands against submitting it."""
    homes = {item.name: part.key for part in parts for item in part.fields}
    grouped: dict[str, list[problem_places.Shown]] = {part.key: [] for part in parts}
    for problem in found:
        if problem.blocking:
            grouped[homes.get(problem.field, parts[0].key)].append(problem)
    return grouped


def words() -> dict[str, str]:
    """Return the words for yes and no."""
    return {"true": tk._("Yes"), "false": tk._("No")}


def _texts(fields: tuple[Any, ...], values: Mapping[str, Any]) -> dict[str, list[str]]:
    known = {item.name: item for item in fields}
    return {key: lines(known[key], value, words()) if key in known else [str(value)] for key, value in values.items()}
