"""Which records a form offers for a reference: those that the person may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final
from uuid import UUID

import ckan.plugins.toolkit as tk

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.forms.fields import Choice, Field
from ckanext.camau.search.canonical import unaccented
from ckanext.camau.views.support import act, every_copy

#: More than this many are found by the search box, not listed.
LISTED: Final = 200


def with_options(fields: Iterable[Field], data: Mapping[str, Any], searches: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields with the records that each reference may name now, also those in rows.

    :param data: the content: what is chosen already is always offered
    :param searches: field name → what was typed in its search box
    """
    titles = cache(visible)

    def offered(field: Field) -> list[Choice]:
        return options(titles(field.record_types), data.get(field.name) or [], searches.get(field.name, ""))

    def offered_in_rows(column: Field, rows: Iterable[Mapping[str, Any]]) -> list[Choice]:
        chosen = list(dict.fromkeys(key for row in rows for key in row.get(column.name) or ()))
        return options(titles(column.record_types), chosen, "")

    return _filled(fields, data, offered, offered_in_rows)


def with_all(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return the fields with every record that each reference may name, to find what was written by title or code."""
    titles = cache(visible)
    return _filled(
        fields, {}, lambda field: list(titles(field.record_types).items()),
        lambda column, _rows: list(titles(column.record_types).items()),
    )  # fmt: skip


def with_titles(fields: Iterable[Field], data: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return the fields with the titles of the records that the content names, nothing else."""
    titles = cache(visible)

    def named(field: Field) -> list[Choice]:
        chosen = data.get(field.name) or []
        return _titles(titles(field.record_types), chosen) if chosen else []

    def named_in_rows(column: Field, rows: Iterable[Mapping[str, Any]]) -> list[Choice]:
        chosen = list(dict.fromkeys(key for row in rows for key in row.get(column.name) or ()))
        return _titles(titles(column.record_types), chosen) if chosen else []

    return _filled(fields, data, named, named_in_rows)


def _filled(
    fields: Iterable[Field],
    data: Mapping[str, Any],
    choose: Callable[[Field], list[Choice]],
    choose_in_rows: Callable[[Field, list[dict[str, Any]]], list[Choice]],
) -> tuple[Field, ...]:
    def filled(field: Field) -> Field:
        if field.kind == "references":
            return replace(field, choices=tuple(choose(field)))
        if not any(sub.kind == "references" for sub in field.subfields):
            return field
        rows = data.get(field.name) or []
        columns = [
            replace(sub, choices=tuple(choose_in_rows(sub, rows))) if sub.kind == "references" else sub
            for sub in field.subfields
        ]
        return replace(field, subfields=tuple(columns))

    return tuple(filled(field) for field in fields)


def titles_of(keys: Iterable[str]) -> list[str]:
    """Return the titles of some records, issued or not; of what the person may not see only that it is there."""
    keys = list(keys)
    return [title for _key, title in _titles(visible(RECORD_TYPES), keys)] if keys else []


def _titles(titles: Mapping[str, str], chosen: Iterable[str]) -> list[Choice]:
    return [(key, titles.get(key) or (tk._("A record that you may not see") if _is_id(key) else key)) for key in chosen]


def _is_id(text: str) -> bool:
    """Whether a text is the id of a record, not words in which somebody looked for one."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def options(titles: Mapping[str, str], chosen: list[str], search: str) -> list[Choice]:
    """Return the records to choose from: those chosen first, then those whose title or code holds the words."""
    words = unaccented(search).split()
    found = [key for key, title in titles.items() if key not in chosen and all(w in unaccented(title) for w in words)]
    return [*_titles(titles, chosen), *((key, titles[key]) for key in found[:LISTED])]


def visible(record_types: tuple[str, ...]) -> dict[str, str]:
    """Return record id → title and code of all records of some types that the person may see, issued or not."""
    found: dict[str, str] = {}
    for record_type in record_types:
        found |= _visible(record_type)
    return dict(sorted(found.items(), key=lambda item: unaccented(item[1])))


def _visible(record_type: str) -> dict[str, str]:
    found = act("package_search", fq=f"+dataset_type:{record_type}", rows=1000, include_private=True)
    titles = {item["id"]: _label(item) for item in found["results"]}
    for copy in every_copy(type=record_type):
        if not titles.get(copy["record_id"]):
            titles[copy["record_id"]] = _label(copy)
    return {key: title for key, title in titles.items() if title}


def _label(item: Mapping[str, Any]) -> str:
    title, code = str(item.get("title") or ""), str(item.get("code") or "")
    return f"{title} – {code}" if title and code and title != code else title
