"""Facets with names that people read in place of codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.camau.pages import words
from ckanext.camau.pages.collation import sort_key
from ckanext.camau.schemas.code_lists import code_list


@dataclass(frozen=True)
class Choice:
    """One value of a facet."""

    name: str
    label: str
    count: int
    active: bool


def choices(field: str, found: Mapping[str, Any], chosen: str | None = None) -> list[Choice]:
    """Return the values of a facet in ``search_facets``, most frequent first, then by the alphabet."""
    items = [(str(item["name"]), str(item.get("display_name") or ""), int(item["count"]))
             for item in found.get(field, {}).get("items", [])]  # fmt: skip
    if chosen and chosen not in {name for name, _display, _count in items}:
        items.append((chosen, "", 0))
    result = [Choice(name, label(field, name, display), count, name == chosen) for name, display, count in items]
    return sorted(result, key=lambda choice: (-choice.count, sort_key(choice.label)))


def label(field: str, name: str, display: str = "") -> str:
    """Return what a value is called."""
    if field == "dataset_type":
        return words.type_label(name)
    if field == "theme":
        return code_list("theme").label(name)
    return display or name
