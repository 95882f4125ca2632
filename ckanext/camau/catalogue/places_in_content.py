"""Places in a content: a field, a row of it, a column of that row. Pure.

A path such as ``data_items/2/name`` counts rows; an anchor names a row by what it is known by (its code, a file by its
id), so that a place is found again after rows were added, taken out or moved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final, cast

import rfc8785

from ckanext.camau.catalogue.content import Content
from ckanext.camau.schemas.fields import Field, RecordSchema

#: Steps from the content to a value: names of fields, numbers of rows, or a row's key column with its value.
Anchor = list[str | int | dict[str, str]]

#: Columns by which a row is known, the first that the row has.
_KEYS: Final = ("code", "column", "point", "method", "document", "name", "task")


class NoPlace(ValueError):
    """The content has no such place."""


def value_hash(value: Any) -> str:
    """Return the sha-256 (hex) of the canonical JSON of a value; nothing has one too."""
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def value_at(content: Content, path: str) -> Any:
    """Return what a content says at a path; None for a field or column that is not filled in.

    :raises NoPlace: the path leads through a row that is not there
    """
    here: Any = content
    for step in path.split("/"):
        if isinstance(here, list):
            here = _row(cast("list[Any]", here), step)
        elif isinstance(here, dict):
            here = cast("dict[str, Any]", here).get(step)
        else:
            raise NoPlace(path)
    return here


def _row(rows: list[Any], step: str) -> Any:
    if not step.isdecimal() or int(step) >= len(rows):
        raise NoPlace(step)
    return rows[int(step)]


def anchor_of(content: Content, path: str) -> Anchor:
    """Return the place that a path names, rows by what they are known by where that tells them apart.

    :raises NoPlace: the content has no such place
    """
    value_at(content, path)
    anchor: Anchor = []
    here: Any = content
    for step in path.split("/"):
        if isinstance(here, list):
            rows = cast("list[Any]", here)
            anchor.append(_known_by(rows, int(step)))
            here = rows[int(step)]
        else:
            anchor.append(step)
            here = here.get(step)
    return anchor


def _known_by(rows: list[Any], index: int) -> int | dict[str, str]:
    row = rows[index]
    if not isinstance(row, dict):
        return index
    named = cast("dict[str, Any]", row)
    keys = ("id",) if "id" in named else _KEYS
    for key in keys:
        value = named.get(key)
        if isinstance(value, str) and sum(other.get(key) == value for other in rows) == 1:
            return {key: value}
    return index


def locate(content: Content, anchor: Anchor) -> str | None:
    """Return the path at which a content has the place now; None if its row is gone."""
    steps: list[str] = []
    here: Any = content
    for step in anchor:
        if isinstance(step, str):
            steps.append(step)
            here = here.get(step) if isinstance(here, dict) else None
            continue
        rows = cast("list[Any]", here) if isinstance(here, list) else []
        index = _index(rows, step)
        if index is None:
            return None
        steps.append(str(index))
        here = rows[index]
    return "/".join(steps)


def _index(rows: list[Any], step: int | dict[str, str]) -> int | None:
    if isinstance(step, int):
        return step if step < len(rows) else None
    ((key, value),) = step.items()
    found = [i for i, row in enumerate(rows) if isinstance(row, dict) and row.get(key) == value]
    return found[0] if found else None


def known(schema: RecordSchema, path: str) -> bool:
    """Tell whether the schema has the field, and the column, that a path names."""
    name, *rest = path.split("/")
    if name == "resources":
        return _known(schema.resource_fields, rest, also=("name", "url", "sha256"))
    field = schema.fields.get(name)
    return field is not None and _known(field.row_fields, rest)


def _known(fields: Mapping[str, Field], rest: list[str], also: tuple[str, ...] = ()) -> bool:
    if not rest:
        return True
    if not rest[0].isdecimal():
        return False
    if len(rest) == 1:
        return True
    field = fields.get(rest[1])
    if field is None:
        return rest[1] in also and len(rest) == len(("row", "column"))
    return _known(field.row_fields, rest[2:])


def label(schema: RecordSchema, path: str, files: str) -> str:
    """Return a place as people call it: field, row (counted from 1), column.

    :param files: what the files of a record are called
    """
    name, *rest = path.split("/")
    field = schema.fields.get(name)
    fields = schema.resource_fields if name == "resources" else field.row_fields if field else {}
    parts = [files if name == "resources" else field.label_vi if field else name]
    for step in rest:
        if step.isdecimal():
            parts.append(str(int(step) + 1))
            continue
        column = fields.get(step)
        parts.append(column.label_vi if column else step)
        fields = column.row_fields if column else {}
    return " › ".join(parts)
