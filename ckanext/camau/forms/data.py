"""What a browser posts ↔ the content of a record. Pure: no request, no action.

Names in the form: ``title`` (one answer), ``theme`` (repeated), ``parameters.row`` (the keys of the rows,
in the order on screen) and ``parameters.<key>.name``. A row's key means nothing but "the same row", so
rows may be removed, added and moved in any order without two of them meeting under one index.
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
from ckanext.camau.forms.fields import Field

ASKED: Final = "_fields"
ROW: Final = "row"

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
    answers = {f.name: _answer(form, f, "", empty_rows=empty_rows) for f in fields if f.name in asked}
    kept = {key: value for key, value in (stored or {}).items() if key not in asked}
    return {**kept, **{key: value for key, value in answers.items() if value not in ("", [], {})}}


def _answer(form: Form, field: Field, prefix: str, *, empty_rows: bool = False) -> Any:
    name = prefix + field.name
    if field.kind == "rows":
        return _rows(form, field, name, empty_rows=empty_rows)
    if field.kind == "texts":
        return [line for raw in form.getlist(name) for line in map(clean, raw.splitlines()) if line]
    if field.is_list:
        return list(dict.fromkeys(value for value in map(clean, form.getlist(name)) if value))
    value = clean(form.get(name, ""))
    if field.kind == "tags":
        return [{"name": tag} for tag in split_tags(value)]
    return iso_date(value) if field.kind == "date" else value


def _rows(form: Form, field: Field, name: str, *, empty_rows: bool) -> list[Data]:
    found: list[Data] = []
    for key in row_keys(form, name):
        row = {sub.name: _answer(form, sub, f"{name}.{key}.") for sub in field.subfields}
        row = {column: value for column, value in row.items() if value not in ("", [])}
        if empty_rows or set(row) - {"id"}:  # a row with nothing but its number was left empty
            found.append(row)
    return found


def row_keys(form: Form, name: str) -> list[str]:
    """Return the keys of the rows of ``name`` in the order on screen."""
    return list(dict.fromkeys(form.getlist(f"{name}.{ROW}")))


def split_tags(text: str) -> list[str]:
    """Return the keywords of a comma or line separated list, each once."""
    return list(dict.fromkeys(tag for tag in map(clean, re.split(r"[,;\n]", text)) if tag))
