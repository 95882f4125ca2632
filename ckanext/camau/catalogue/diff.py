"""Differences between two contents, field by field, readable for an officer. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypedDict, cast

from ckanext.camau.catalogue.content import Content
from ckanext.camau.schemas.fields import Field, RecordSchema


class Change(TypedDict):
    """A field that differs; the texts use labels, never codes."""

    field: str
    label: str
    before: Any
    after: Any
    before_text: str
    after_text: str
    listed: bool


def changes(before: Content, after: Content, schema: RecordSchema, names: Mapping[str, str]) -> list[Change]:
    """Return the fields that differ, in the order of the schema, files last.

    :param names: titles of referenced records and of the keys ``resources`` and ``tags``
    """
    found: list[Change] = []
    for name in (*schema.fields, *([] if "tags" in schema.fields else ["tags"]), "resources"):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        field = schema.fields.get(name)
        found.append(
            Change(
                field=name,
                label=field.label_vi if field else names.get(name, name),
                before=old,
                after=new,
                before_text=_text(old, field, schema, names),
                after_text=_text(new, field, schema, names),
                listed=bool(field and field.listed),
            )
        )
    return found


def _text(value: Any, field: Field | None, schema: RecordSchema, names: Mapping[str, str]) -> str:
    if not value:
        return ""
    if field is None:
        return "\n".join(_row_text(row, schema.resource_fields, names) for row in value)
    if field.kind == "tags":
        return ", ".join(row["name"] for row in value)
    if field.row_fields:
        return "\n".join(_row_text(row, field.row_fields, names) for row in value)
    if isinstance(value, list):
        return ", ".join(_one(v, field, names) for v in _list(value))
    return _one(value, field, names)


def _one(value: Any, field: Field, names: Mapping[str, str]) -> str:
    if field.kind == "references":
        return names.get(value, value)
    return field.text_of(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _row_text(row: Mapping[str, Any], fields: Mapping[str, Field], names: Mapping[str, str]) -> str:
    """Return a row as ``label: value; …``; what is no field of the schema (ids, sizes) stands without a label."""
    parts = [
        f"{field.label_vi}: {', '.join(_one(v, field, names) for v in _list(row[name]))}"
        for name, field in fields.items()
        if row.get(name)
    ]
    if row.get("sha256") and "sha256" not in fields:
        parts.append(f"SHA-256: {row['sha256']}")
    return "; ".join(parts)


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else [value]
