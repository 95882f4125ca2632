"""Answers as text for people: code labels, Vietnamese dates, titles of records. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.camau.dates import vietnamese_date
from ckanext.camau.forms.fields import Field


def lines(field: Field, value: Any, words: Mapping[str, str]) -> list[str]:
    """Return the answer to ``field`` as lines of text, none for an empty one.

    :param words: the words for ``true`` and ``false`` in the language of the page
    """
    if value in (None, "", [], {}):
        return []
    if field.kind == "rows":
        return [row_text(field, row, words) for row in value]
    if field.kind == "carried":
        return [str(len(value))]
    if field.kind == "tags":
        return [", ".join(str(tag["name"]) for tag in value)]
    if field.is_list:
        labels: dict[str, str] = dict(field.choices)
        return [labels.get(str(item), str(item)) for item in value]
    return _one(field, str(value), words).splitlines()


def _one(field: Field, value: str, words: Mapping[str, str]) -> str:
    if field.kind in ("choice", "declaration"):
        return dict(field.choices).get(value, value)
    if field.kind == "yes_no":
        return words.get(value, value)
    return vietnamese_date(value) if field.kind == "date" else value


def row_text(field: Field, row: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """Return one row as a line: its answers with their labels."""
    asked = (sub for sub in field.subfields if sub.kind != "hidden")
    cells = ((sub.label, ", ".join(lines(sub, row.get(sub.name), words))) for sub in asked)
    return "; ".join(f"{label}: {text}" if label else text for label, text in cells if text)
