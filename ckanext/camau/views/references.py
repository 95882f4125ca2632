"""Which records a form offers for a reference: those that the person may see."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import ckan.plugins.toolkit as tk

from ckanext.camau.forms.fields import Choice, Field
from ckanext.camau.views.support import act, every_copy

#: More than this many are found by the search box, not listed.
LISTED: Final = 200


def with_options(fields: Iterable[Field], data: Mapping[str, Any], searches: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields with the records that each reference may name now.

    :param data: the content: what is chosen already is always offered
    :param searches: field name → what was typed in its search box
    """
    return tuple(
        replace(field, choices=tuple(options(field, data.get(field.name) or [], searches.get(field.name, ""))))
        if field.kind == "references"
        else field
        for field in fields
    )


def with_titles(fields: Iterable[Field], data: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return the fields with the titles of the records that the content names, nothing else."""
    return tuple(
        replace(field, choices=tuple(_titles(field, data[field.name])))
        if field.kind == "references" and data.get(field.name)
        else field
        for field in fields
    )


def _titles(field: Field, chosen: list[str]) -> list[Choice]:
    titles = visible(field.record_type)
    return [(key, titles.get(key, tk._("A record that you may not see"))) for key in chosen]


def options(field: Field, chosen: list[str], search: str) -> list[Choice]:
    """Return the records to tick: those chosen first, then those whose title or code holds the words."""
    words = fold(search).split()
    titles = visible(field.record_type)
    found = [key for key, title in titles.items() if key not in chosen and all(w in fold(title) for w in words)]
    return [*_titles(field, chosen), *((key, titles[key]) for key in found[:LISTED])]


def visible(record_type: str) -> dict[str, str]:
    """Return record id → title of all records of a type that the person may see, issued or not."""
    found = act("package_search", fq=f"+dataset_type:{record_type}", rows=1000, include_private=True)
    titles = {item["id"]: item.get("title") or "" for item in found["results"]}
    for copy in every_copy(type=record_type):
        if not titles.get(copy["record_id"]):
            titles[copy["record_id"]] = copy["title"]
    named = {key: title for key, title in titles.items() if title}
    return dict(sorted(named.items(), key=lambda item: fold(item[1])))


def fold(text: str) -> str:
    """Return the text without accents and in small letters, đ as d: for sorting and finding on a form."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
