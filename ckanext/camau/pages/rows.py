"""The content of a record as sections of labelled rows, by its schema: what the record page prints. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ckanext.camau.dates import vietnamese_date
from ckanext.camau.schemas.fields import Field, record_schema


@dataclass(frozen=True)
class Row:
    """One field: its label, how to print it, and what."""

    name: str
    label: str
    kind: str
    values: list[Any]


@dataclass(frozen=True)
class Section:
    """Rows under one heading (an English key that the template translates)."""

    key: str
    rows: list[Row] = field(default_factory=list)


#: Headings and their fields, in the order of the law's lists (ND47 11(4), 24(3), 23).
SECTIONS: Final[Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "dataset": (
        ("description", ("theme", "creator", "source", "update_frequency", "period_start", "period_end", "places",
                         "tags")),
        ("statements", ("privacy_statement", "no_state_secret")),
    ),
    "database": (
        ("contents", ("purpose", "scope", "content_description", "collection_mechanism", "update_mechanism",
                      "data_sources")),
        ("class", ("camau_class", "nd47_class", "database_state", "update_frequency", "theme", "tags", "usage_rules")),
        ("statements", ("no_state_secret",)),
    ),
    "data_service": (
        ("connection", ("endpoint_url", "protocol", "via_lgsp", "no_lgsp_reason", "capacity")),
        ("sharing", ("sharing_method", "sharing_mode", "user_groups", "usage_rules", "serves_datasets", "theme",
                     "tags")),
        ("exchange", ("exchange_structure", "conforms_to")),
        ("statements", ("no_state_secret",)),
    ),
    "usage_rule": (
        ("rule_scope", ("scope_kind", "scope_themes", "scope_databases")),
        ("rules", ("permitted_users", "permitted_purposes", "data_validity", "authentication", "log_retention",
                   "sharing_term", "violations")),
        ("statements", ("no_state_secret",)),
    ),
}  # fmt: skip
#: Printed elsewhere on the page.
_ELSEWHERE: Final = frozenset((
    "title", "title_en", "name", "code", "notes", "license_id", "contact_name", "contact_email", "contact_phone",
    "contact_address", "data_items", "parameters",
))  # fmt: skip
_EMPTY: Final = (None, "", [], {})


def sections(record_type: str, content: Mapping[str, Any]) -> list[Section]:
    """Return the sections that have something to say; fields that no section names come last under ``more``."""
    schema = record_schema(record_type).fields
    result = [
        Section(key, [_row(schema[name], content[name]) for name in names if _given(schema, content, name)])
        for key, names in SECTIONS[record_type]
    ]
    named = {name for _key, names in SECTIONS[record_type] for name in names} | _ELSEWHERE
    rest = [_row(schema[name], content[name]) for name in schema if name not in named and _given(schema, content, name)]
    return [section for section in [*result, Section("more", rest)] if section.rows]


def table(record_type: str, name: str, content: Mapping[str, Any]) -> tuple[Field, list[dict[str, Any]]] | None:
    """Return the field and the rows of repeating content, None if the type has none or it is empty."""
    schema = record_schema(record_type).fields
    if name not in schema or not content.get(name):
        return None
    return schema[name], [row for row in content[name] if isinstance(row, dict)]


def _given(schema: Mapping[str, Field], content: Mapping[str, Any], name: str) -> bool:
    return name in schema and content.get(name) not in _EMPTY


def _line(item: Field, row: Mapping[str, Any]) -> str:
    """Return a row as one text; what it names by id is shown elsewhere."""
    cells = [(sub, row[name]) for name, sub in item.row_fields.items() if row.get(name) and sub.kind != "references"]
    texts = (
        ", ".join(map(sub.text_of, value)) if isinstance(value, list) else sub.text_of(value) for sub, value in cells
    )
    return " – ".join(texts)


def _row(item: Field, value: Any) -> Row:
    if item.kind == "rows":
        return Row(item.name, item.label(), "text", [_line(item, row) for row in value])
    if item.kind == "tags":
        return Row(item.name, item.label(), "tags", [str(tag.get("display_name") or tag["name"]) for tag in value])
    values = value if isinstance(value, list) else [value]
    if item.kind == "references":
        return Row(item.name, item.label(), "references", [str(ref) for ref in values])
    if item.kind == "date":
        return Row(item.name, item.label(), "text", [vietnamese_date(str(day)) for day in values])
    return Row(
        item.name, item.label(), "link" if item.kind == "url" else "text", [item.text_of(str(one)) for one in values]
    )
