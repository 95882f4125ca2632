"""The questions of each record type, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.camau.forms.fields import Choice, Field, fields_of
from ckanext.camau.forms.parts import Part, parts_of


def fields_for(record_type: str) -> tuple[Field, ...]:
    """Return the questions of a record type, read from its scheming schema.

    :raises ObjectNotFound: if there is no such type
    """
    found = fields_of(_schema(record_type), choices_of, label_of)
    return tuple(replace(field, label=tk._("Files")) if field.name == "resources" else field for field in found)


def parts_for(record_type: str, fields: Iterable[Field]) -> list[Part]:
    """Return the steps of the form of a record type with their questions."""
    return parts_of(_schema(record_type), fields, label_of)


def _schema(record_type: str) -> Mapping[str, Any]:
    schema = tk.h.scheming_get_dataset_schema(record_type)
    if not schema:
        raise tk.ObjectNotFound
    return schema


def choices_of(raw: Mapping[str, Any]) -> list[Choice]:
    """Return the (code, label) pairs of a scheming field."""
    found = tk.h.scheming_field_choices(raw) or []
    return [(str(item["value"]), label_of(item.get("label", item["value"]))) for item in found]


def label_of(text: Any) -> str:
    """Return a schema text in the language of the page."""
    return str(tk.h.scheming_language_text(text)) if text else ""
