"""The cells of a database in the annex, and its matrix of data items (ND47 11(4)). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ckanext.camau.documents.layout import Layout
from ckanext.camau.documents.text import BLOCK_FITS, CELL_FITS, joined, marked_long, plain
from ckanext.camau.pages.matrix import MODES
from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.schemas.fields import record_schema

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Item:
    """A data item; ``cells`` say in which modes each group of the annex gets it."""

    number: str
    code: str
    name: str
    description: str
    cells: tuple[str, ...]
    delivered_by: str
    long: str


@dataclass(frozen=True)
class Detail:
    """What stands beneath a database: the lines of its mechanisms and its items."""

    number: str
    title: str
    code: str
    agency: str
    lines: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]
    long: str


def cells(layout: Layout, content: Content, names: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a database by their keys."""
    schema = record_schema("database").fields
    kind = plain(content.get("camau_class"))
    frequency = schema["update_frequency"].text_of(plain(content.get("update_frequency")))
    items: Sequence[Content] = content.get("data_items") or []
    return {
        "class": kind,
        "class_name": joined([f"{kind}) {schema['camau_class'].text_of(kind)}" if kind else ""]),
        "purpose": plain(content.get("purpose")),
        "scope": plain(content.get("scope")),
        "content": plain(content.get("content_description")),
        "collection": plain(content.get("collection_mechanism")),
        "update": joined(
            [content.get("update_mechanism"), layout.say("frequency", frequency=frequency) if frequency else ""], " "
        ),
        "sources": joined((_source(layout, row) for row in content.get("data_sources") or []), "; "),
        "open_items": joined(row.get("name") for row in items if row.get("open_to")),
        "default_items": joined(_shared(layout, row, "default_to") for row in items),
        "special_items": joined(_shared(layout, row, "special_to") for row in items),
        "services": joined(
            dict.fromkeys(_named(id_, names) for row in items for id_ in row.get("delivered_by") or []), "; "
        ),
        "rules": joined((_named(id_, names) for id_ in content.get("usage_rules") or []), "; "),
        "state": schema["database_state"].text_of(plain(content.get("database_state"))),
    }


def detail(
    layout: Layout, row: Mapping[str, str], content: Content, groups: Sequence[str], names: Mapping[str, str]
) -> Detail:
    """Return the block of a database beneath the main table; empty lines say so."""
    empty = layout.words["none"]
    rows: Sequence[Content] = content.get("data_items") or []
    lines = tuple((line.heading, row[line.key] or empty) for line in layout.lines)
    return Detail(
        number=row["number"],
        title=row["title"],
        code=row["code"],
        agency=row["agency"],
        lines=lines,
        items=tuple(_item(layout, f"{row['number']}.{n}", item, groups, names) for n, item in enumerate(rows, 1)),
        long=marked_long(sum(len(text) for _heading, text in lines), BLOCK_FITS),
    )


def groups_of(contents: Iterable[Content]) -> tuple[str, ...]:
    """Return the user groups that any data item names, in the order of the code list."""
    named = {
        group
        for content in contents
        for row in content.get("data_items") or []
        for key, _mode in MODES
        for group in row.get(key) or []
    }
    known = code_list("user_group").codes
    return (*(group for group in known if group in named), *sorted(named - set(known)))


def group_name(group: str) -> str:
    """Return the name of a user group."""
    return plain(code_list("user_group").label(group))


def _item(layout: Layout, number: str, row: Content, groups: Sequence[str], names: Mapping[str, str]) -> Item:
    modes = [[mode for key, mode in MODES if group in (row.get(key) or [])] for group in groups]
    empty = layout.words["none"]
    return Item(
        number=number,
        code=plain(row.get("code")),
        name=plain(row.get("name")),
        description=plain(row.get("description")),
        cells=tuple(joined((layout.words[mode] for mode in found), ", ") or empty for found in modes),
        delivered_by=joined(_named(id_, names) for id_ in row.get("delivered_by") or []),
        long=marked_long(len(plain(row.get("description"))), CELL_FITS),
    )


def _source(layout: Layout, row: Content) -> str:
    name, supplier = plain(row.get("name")), plain(row.get("supplier"))
    return layout.say("supplied_by", name=name, supplier=supplier) if supplier else name


def _shared(layout: Layout, row: Content, key: str) -> str:
    groups = [group_name(group) for group in row.get(key) or []]
    if not groups:
        return ""
    return layout.say("to_groups", item=plain(row.get("name") or row.get("code")), groups=", ".join(groups))


def _named(record_id: str, names: Mapping[str, str]) -> str:
    """Return the title of a record that may be named here, else nothing."""
    return plain(names.get(record_id, ""))
