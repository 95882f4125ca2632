"""What a browser posts ↔ the content of a record. Pure: no request, no action.

Names in the form: ``title`` (one answer), ``theme`` (repeated), ``parameters.row`` (the keys of the rows,
in the order on screen) and ``parameters.<key>.name``. A row's key means nothing but "the same row", so
rows may be removed, added and moved in any order without two of them meeting under one index. In a table of
items by groups ``data_items.<key>.m.<group>`` says the way of sharing (see ``matrix``). Records that a row names
are ticked (``data_items.<key>.delivered_by``) or written (``….delivered_by.add``): see ``with_references``.
``_fields`` names each question that the form asked: a group of boxes with none ticked sends nothing,
and only this tells "emptied" from "not asked".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from ckanext.camau.catalogue.content import text as clean
from ckanext.camau.dates import iso_date
from ckanext.camau.forms import matrix
from ckanext.camau.forms.fields import Choice, Field

ASKED: Final = "_fields"
ROW: Final = "row"
ADD: Final = "add"

Form = MultiDict[str, str]
Data = dict[str, Any]


def parse(
    form: Form, fields: Iterable[Field], stored: Mapping[str, Any] | None = None, *, empty_rows: bool = False
) -> Data:
    """Return the whole content: the answers of the form, and what is stored for all that it did not ask.

    :param form: the posted form
    :param fields: the questions of the record type
    :param stored: the content before, for keys that the form did not ask
    :param empty_rows: keep rows without any answer, to show the form again with its new row
    """
    asked = set(form.getlist(ASKED))
    before = stored or {}
    answers = {
        f.name: _answer(form, f, f.name, before.get(f.name), empty_rows=empty_rows) for f in fields if f.name in asked
    }
    kept = {key: value for key, value in before.items() if key not in asked}
    return {**kept, **{key: value for key, value in answers.items() if value not in ("", [], {})}}


def _answer(form: Form, field: Field, name: str, stored: Any, *, empty_rows: bool = False) -> Any:
    if field.kind == "rows":
        return _rows(form, field, name, stored, empty_rows=empty_rows)
    if field.kind == "texts":
        return [line for raw in form.getlist(name) for line in map(clean, raw.splitlines()) if line]
    if field.is_list:
        written = [*form.getlist(name), *form.getlist(f"{name}.{ADD}")]
        return list(dict.fromkeys(value for value in map(clean, written) if value))
    value = clean(form.get(name, ""))
    if field.kind == "tags":
        return [{"name": tag} for tag in split_tags(value)]
    return iso_date(value) if field.kind == "date" else value


def _rows(form: Form, field: Field, name: str, stored: Any, *, empty_rows: bool) -> list[Data]:
    before = {row["id"]: row for row in stored or () if isinstance(row, dict) and row.get("id")}
    carried = [sub.name for sub in field.subfields if sub.kind == "carried"]
    groups = [code for code, _label in matrix.groups(field, stored or ())] if field.matrix else []
    found: list[Data] = []
    for key in row_keys(form, name):
        row = _row(form, field, f"{name}.{key}.", groups)
        if empty_rows or not is_empty(field, row):
            known = before.get(row.get("id"), {})
            found.append({**row, **{column: known[column] for column in carried if known.get(column)}})
    return found


def _row(form: Form, field: Field, prefix: str, groups: Iterable[str]) -> Data:
    columns = [sub for sub in field.subfields if sub.kind != "carried" and sub not in field.matrix]
    row = {sub.name: _answer(form, sub, prefix + sub.name, None) for sub in columns}
    if field.matrix:
        row |= matrix.lists(field, [(code, form.get(f"{prefix}{matrix.CELL}.{code}", "")) for code in groups])
    return {column: value for column, value in row.items() if value not in ("", [])}


def is_empty(field: Field, row: Mapping[str, Any]) -> bool:
    """Whether a row says nothing: only its number, or only which point of a checklist it is."""
    given = {field.subfields[0].name} if field.checklist else {"id"}
    return not set(row) - given


def with_references(data: Mapping[str, Any], fields: Iterable[Field]) -> Data:
    """Return the content with the records that were written by name in a row put as their ids.

    :param fields: with the records to choose from as ``choices`` of the columns
    What fits no record stays as it was written: the gate on references tells, and nothing typed is lost.
    """
    found = dict(data)
    for field in fields:
        columns = [sub for sub in field.subfields if sub.kind == "references"]
        if field.kind == "rows" and columns and found.get(field.name):
            found[field.name] = [_resolved(row, columns) for row in found[field.name]]
    return found


def _resolved(row: Mapping[str, Any], columns: Iterable[Field]) -> Data:
    changed = dict(row)
    for column in columns:
        if named := row.get(column.name):
            changed[column.name] = list(dict.fromkeys(record_of(text, column.choices) for text in named))
    return changed


def record_of(text: str, choices: Iterable[Choice]) -> str:
    """Return the id of the one record that a text names: by id, by label, or by its beginning or end (title, code)."""
    choices = list(choices)
    wanted = text.casefold()
    exact = [key for key, label in choices if wanted in (key, label.casefold())]
    partly = exact or [key for key, label in choices if label.casefold().startswith(wanted)]
    partly = partly or [key for key, label in choices if label.casefold().endswith(wanted)]
    return partly[0] if len(partly) == 1 else text


def row_keys(form: Form, name: str) -> list[str]:
    """Return the keys of the rows of ``name`` in the order on screen."""
    return list(dict.fromkeys(form.getlist(f"{name}.{ROW}")))


def split_tags(text: str) -> list[str]:
    """Return the keywords of a comma or line separated list, each once."""
    return list(dict.fromkeys(tag for tag in map(clean, re.split(r"[,;\n]", text)) if tag))
