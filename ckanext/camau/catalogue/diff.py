"""Differences between two contents, field by field, readable for an officer. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, cast

from ckanext.camau.catalogue import diff_rows
from ckanext.camau.catalogue.content import Content
from ckanext.camau.catalogue.diff_rows import RowChange, as_list, one_text
from ckanext.camau.schemas.fields import Field, RecordSchema


class Change(TypedDict):
    """A field that differs; the texts use labels, never codes. ``rows``: of a list, what came, went or differs."""

    field: str
    label: str
    before: Any
    after: Any
    before_text: str
    after_text: str
    listed: bool
    rows: list[RowChange]


def changes(before: Content, after: Content, schema: RecordSchema, names: Mapping[str, str]) -> list[Change]:
    """Return the fields that differ, in the order of the schema, files last.

    :param names: titles of referenced records and of the keys ``resources``, ``tags``, ``size`` and ``sha256``
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
                before_text=value_text(old, field, schema, names),
                after_text=value_text(new, field, schema, names),
                listed=bool(field and field.listed),
                rows=_rows(old, new, field, schema, names),
            )
        )
    return found


def text_at(path: str, value: Any, schema: RecordSchema, names: Mapping[str, str]) -> str:
    """Return the value at a path (a field, a row, a column) as people read it; empty for none."""
    name, *rest = path.split("/")
    field = schema.fields.get(name)
    fields: Mapping[str, Field] = schema.resource_fields if field is None else field.row_fields
    for step in rest:
        if not step.isdecimal():
            field = fields.get(step)
            fields = field.row_fields if field else dict[str, Field]()
    if isinstance(value, dict):
        return _row_text(cast("Mapping[str, Any]", value), fields, names)
    if field is None and not isinstance(value, list):
        return str(value or "")
    return value_text(value, field, schema, names)


def _rows(old: Any, new: Any, field: Field | None, schema: RecordSchema, names: Mapping[str, str]) -> list[RowChange]:
    if field is None:
        return diff_rows.files(old, new, schema.resource_fields, names)
    if field.row_fields:
        return diff_rows.rows(old, new, field.row_fields, names)
    if field.kind == "tags":
        return diff_rows.values([row["name"] for row in as_list(old)], [row["name"] for row in as_list(new)])
    if field.is_list:
        texts = [[one_text(value, field, names) for value in as_list(side)] for side in (old, new)]
        return diff_rows.values(texts[0], texts[1])
    return []


def value_text(value: Any, field: Field | None, schema: RecordSchema, names: Mapping[str, str]) -> str:
    """Return the value of a field (files where it is None) as people read it."""
    if not value:
        return ""
    if field is None:
        return "\n".join(_row_text(row, schema.resource_fields, names) for row in value)
    if field.kind == "tags":
        return ", ".join(row["name"] for row in value)
    if field.row_fields:
        return "\n".join(_row_text(row, field.row_fields, names) for row in value)
    if isinstance(value, list):
        return ", ".join(one_text(v, field, names) for v in as_list(value))
    return one_text(value, field, names)


def _row_text(row: Mapping[str, Any], fields: Mapping[str, Field], names: Mapping[str, str]) -> str:
    """Return a row as ``label: value; …``; what is no field of the schema (ids, sizes) stands without a label."""
    parts = [
        f"{field.label_vi}: {', '.join(one_text(v, field, names) for v in as_list(row[name]))}"
        for name, field in fields.items()
        if row.get(name)
    ]
    if row.get("sha256") and "sha256" not in fields:
        parts.append(f"SHA-256: {row['sha256']}")
    return "; ".join(parts)
