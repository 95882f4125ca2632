"""Differences between two lists, row by row: rows of repeating fields, files, codes, keywords, references. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypedDict, cast

from ckanext.camau.schemas.fields import Field

Row = Mapping[str, Any]

#: Columns by which a row is known, the first that the rows have.
_KEYS: Final = ("code", "column", "point", "method", "document", "name", "task")
#: What a file says beside the fields of its schema, and what names it.
_OF_FILES: Final = ("name", "size", "sha256")


class Cell(TypedDict):
    """A column that differs; ``rows`` tells what differs in rows that lie within."""

    label: str
    before_text: str
    after_text: str
    rows: list[RowChange]


class RowChange(TypedDict):
    """A row that differs, by what it is known by; ``moved`` stands alone: nothing but the order differs."""

    key: str
    change: Literal["added", "removed", "changed", "moved"]
    cells: list[Cell]


@dataclass(frozen=True)
class _Shape:
    """Columns of the rows, names of what they name, what a row is called, and columns that no schema has."""

    fields: Mapping[str, Field]
    names: Mapping[str, str]
    title: Callable[[Row], str]
    more: tuple[str, ...] = ()


def one_text(value: Any, field: Field, names: Mapping[str, str]) -> str:
    """Return one value as people read it: titles of records, labels of codes."""
    if field.kind == "references":
        return names.get(value, value)
    return field.text_of(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def as_list(value: Any) -> list[Any]:
    """Return a value as a list; nothing is an empty one."""
    if value in (None, ""):
        return []
    return cast("list[Any]", value) if isinstance(value, list) else [value]


def rows(before: Any, after: Any, fields: Mapping[str, Field], names: Mapping[str, str]) -> list[RowChange]:
    """Return the rows of a repeating field that differ, matched by code, else by column, point … or place."""
    by = _key_columns(fields)

    def title(row: Row) -> str:
        return " ".join(one_text(row[name], fields[name], names) for name in by if row.get(name))

    old, new = _by_key(as_list(before), title), _by_key(as_list(after), title)
    return _compared(old, new, _Shape(fields, names, title))


def files(before: Any, after: Any, fields: Mapping[str, Field], names: Mapping[str, str]) -> list[RowChange]:
    """Return the files that differ, matched by id and told by name, size and SHA-256."""

    def known_by(row: Row) -> str:
        return str(row.get("id") or row.get("sha256") or row.get("url") or "")

    def title(row: Row) -> str:
        return str(row.get("name") or row.get("url") or row.get("sha256") or "")

    more = tuple(name for name in _OF_FILES if name not in fields)
    old, new = _by_key(as_list(before), known_by), _by_key(as_list(after), known_by)
    return _compared(old, new, _Shape(fields, names, title, more))


def values(before: Sequence[str], after: Sequence[str]) -> list[RowChange]:
    """Return which of some texts came or went; what is there twice counts twice."""
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    found = [RowChange(key=text, change="removed", cells=[]) for text in gone.elements()]
    found += [RowChange(key=text, change="added", cells=[]) for text in come.elements()]
    return found or _moved(list(before) != list(after))


def _key_columns(fields: Mapping[str, Field]) -> tuple[str, ...]:
    if "method" in fields and "path" in fields:
        return ("method", "path")
    return tuple(name for name in _KEYS if name in fields)[:1]


def _by_key(given: Sequence[Row], key: Callable[[Row], str]) -> dict[tuple[str, int], Row]:
    """Return rows by key and how often it was there before: rows without a key match by their place."""
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], Row] = {}
    for row in given:
        text = key(row)
        found[text, seen[text]] = row
        seen[text] += 1
    return found


def _compared(old: Mapping[tuple[str, int], Row], new: Mapping[tuple[str, int], Row], shape: _Shape) -> list[RowChange]:
    found: list[RowChange] = []
    for key, row in old.items():
        if key not in new:
            found.append(RowChange(key=shape.title(row), change="removed", cells=_cells(row, {}, shape)))
    for key, row in new.items():
        cells = _cells(old.get(key, {}), row, shape)
        if key not in old:
            found.append(RowChange(key=shape.title(row), change="added", cells=cells))
        elif cells:
            found.append(RowChange(key=shape.title(row), change="changed", cells=cells))
    return found or _moved(list(old) != list(new))


def _moved(differs: bool) -> list[RowChange]:
    return [RowChange(key="", change="moved", cells=[])] if differs else []


def _cells(before: Row, after: Row, shape: _Shape) -> list[Cell]:
    found: list[Cell] = []
    for name in (*shape.fields, *shape.more):
        old, new = before.get(name), after.get(name)
        if as_list(old) == as_list(new):
            continue
        field = shape.fields.get(name)
        label = field.label_vi if field else shape.names.get(name, name)
        if field and field.row_fields:
            within = rows(old, new, field.row_fields, shape.names)
            found.append(Cell(label=label, before_text="", after_text="", rows=within))
        else:
            texts = [_text(value, field, shape.names) for value in (old, new)]
            found.append(Cell(label=label, before_text=texts[0], after_text=texts[1], rows=[]))
    return found


def _text(value: Any, field: Field | None, names: Mapping[str, str]) -> str:
    return ", ".join(one_text(one, field, names) if field else str(one) for one in as_list(value))
