"""The content of a record as sections of labelled rows and tables, by its schema: what its page prints. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ckanext.camau.dates import vietnamese_date
from ckanext.camau.pages.formats import vietnamese_number
from ckanext.camau.schemas.fields import FILES, Field, Part, record_schema


@dataclass(frozen=True)
class Row:
    """One field or one cell of a table: its label, how to print it, what, and a sign that goes before the words."""

    name: str
    label: str
    kind: str
    values: list[Any]
    sign: str = ""


@dataclass(frozen=True)
class Table:
    """Repeating content: its label, labels of the columns that hold something, lines of cells."""

    name: str
    label: str
    columns: list[str]
    lines: list[list[Row]]


@dataclass(frozen=True)
class Section:
    """A part of the schema that has something to say; ``key`` tells the template what it prints beside the rows."""

    key: str
    label: str
    rows: list[Row] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


#: Parts that a reader needs first to choose; the others follow in the order of the schema.
_FIRST: Final[Mapping[str, tuple[str, ...]]] = {
    "dataset": (FILES,),
    "database": ("items",),
    "data_service": ("access", "technical", "sharing"),
    "usage_rule": ("scope", "validity"),
}
#: Printed elsewhere on the page.
ELSEWHERE: Final = frozenset((
    "title", "title_en", "name", "code", "notes", "license_id", "contact_name", "contact_email", "contact_phone",
    "contact_address", "data_items",
))  # fmt: skip
#: Content that has a place of its own in a section: the matrix and the files.
_OWN_PRINT: Final = frozenset(("data_items", "resources"))
#: Fields that hold codes of data items.
_ITEM_CODES: Final = frozenset(("source_items", "serves_items"))
_SIGNS: Final = {"met": "✔", "partly": "◐", "not_met": "✖", "not_applicable": "–"}
_EMPTY: Final = (None, "", [], {})


def sections(
    record_type: str, content: Mapping[str, Any], item_names: Mapping[str, str] | None = None, today: str = ""
) -> list[Section]:
    """Return the parts that have something to say, first those by which a reader chooses.

    :param item_names: names of data items by code, of the databases that the record names
    :param today: ISO date; upgrade tasks due before it are marked as overdue
    """
    schema = record_schema(record_type)
    found: list[Section] = []
    for part in _ordered(record_type, schema.parts):
        given = [name for name in part.fields if content.get(name) not in _EMPTY]
        fields = [schema.fields[name] for name in given if name in schema.fields and name not in ELSEWHERE]
        section = Section(
            part.key,
            part.label(),
            [_named_items(_row(one, content[one.name]), item_names or {}) for one in fields if one.kind != "rows"],
            [table(one, content[one.name], today) for one in fields if one.kind == "rows"],
        )
        if section.rows or section.tables or _OWN_PRINT.intersection(given):
            found.append(section)
    return found


def table(item: Field, lines: Sequence[Any], today: str = "") -> Table:
    """Return repeating content as a table; columns in which no line says anything are left out."""
    given = [line for line in lines if isinstance(line, dict)]
    columns = [sub for name, sub in item.row_fields.items() if any(line.get(name) not in _EMPTY for line in given)]
    cells = [[_cell(sub, line.get(sub.name), today) for sub in columns] for line in given]
    return Table(item.name, item.label(), [sub.label() for sub in columns], cells)


def _ordered(record_type: str, parts: Sequence[Part]) -> list[Part]:
    first = _FIRST[record_type]
    return sorted(parts, key=lambda part: first.index(part.key) if part.key in first else len(first))


def _cell(item: Field, value: Any, today: str) -> Row:
    if value in _EMPTY:
        return Row(item.name, item.label(), "text", [])
    row = _row(item, value)
    if item.name == "due" and str(value) < today:
        return Row(row.name, row.label, "overdue", row.values)
    if item.code_list == "met_state":
        return Row(row.name, row.label, row.kind, row.values, _SIGNS.get(str(value), ""))
    return row


def _named_items(row: Row, names: Mapping[str, str]) -> Row:
    """Put the name of each data item behind its code."""
    if row.name not in _ITEM_CODES:
        return row
    values = [f"{code} – {names[code]}" if code in names else code for code in row.values]
    return Row(row.name, row.label, row.kind, values)


def _row(item: Field, value: Any) -> Row:
    if item.kind == "tags":
        return Row(item.name, item.label(), "tags", [str(tag.get("display_name") or tag["name"]) for tag in value])
    values = [str(one) for one in (value if isinstance(value, list) else [value])]
    if item.code_list == "place":
        return Row(item.name, item.label(), "place", values)
    kind = {"references": "references", "url": "link"}.get(item.kind, "text")
    return Row(item.name, item.label(), kind, [_text(item, one) for one in values])


def _text(item: Field, value: str) -> str:
    """Return one value in words: dates and numbers as they are written in Viet Nam, codes by their labels."""
    if item.kind == "date":
        return vietnamese_date(value)
    if item.kind == "number":
        try:
            return vietnamese_number(value)
        except ValueError:
            return value
    return item.text_of(value)
