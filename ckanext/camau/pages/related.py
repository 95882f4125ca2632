"""Records that point to each other, as far as the public may know of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import ckan.plugins.toolkit as tk

from ckanext.camau.catalogue import in_force, public
from ckanext.camau.pages.collation import sort_key
from ckanext.camau.workflow.messages import N_

#: A page names so many of the records that name it.
_LONGEST: Final = 100
#: What records of another type are to one: by its own type and theirs.
_RELATIONS: Final[Mapping[tuple[str, str], str]] = {
    ("database", "data_service"): N_("Services that deliver its data"),
    ("database", "dataset"): N_("Open datasets taken from it"),
    ("database", "usage_rule"): N_("Usage rules that govern it"),
    ("data_service", "database"): N_("Databases that it serves"),
    ("data_service", "dataset"): N_("Open datasets that it delivers"),
    ("data_service", "usage_rule"): N_("Usage rules that govern it"),
    ("usage_rule", "database"): N_("Databases that it governs"),
    ("usage_rule", "data_service"): N_("Services that it governs"),
    ("dataset", "database"): N_("Databases that it comes from"),
    ("dataset", "data_service"): N_("Services that deliver this dataset"),
}
_REPLACES: Final = N_("Replaces the usage rules")
_REPLACED_BY: Final = N_("Replaced by the usage rules")


@dataclass(frozen=True)
class Link:
    """A record to lead to; of a database also the names of its data items by code."""

    id: str
    type: str
    name: str
    title: str
    items: Mapping[str, str] = field(default_factory=dict)


def links(ids: Iterable[str]) -> dict[str, Link]:
    """Return a link for each of the ids that is public now."""
    found = in_force.find_many(public.issued_ids(list(ids)))
    return {
        record.record_id: Link(
            record.record_id, record.type, record.name, str(record.content.get("title") or ""), _items(record.content)
        )
        for record in found
    }


def backward(record_id: str, record_type: str) -> list[Link]:
    """Return the issued records that name this one, by title. Does not need the index."""
    found = links(in_force.naming(record_id, record_type)).values()
    return sorted(found, key=lambda link: sort_key(link.title))[:_LONGEST]


def grouped(record_type: str, named: Iterable[Link], naming: Iterable[Link]) -> list[tuple[str, list[Link]]]:
    """Return the records linked either way under what they are to this one, each once, by title."""
    groups: dict[str, dict[str, Link]] = {}
    for found, between_rules in ((named, _REPLACES), (naming, _REPLACED_BY)):
        for link in found:
            relation = _RELATIONS.get((record_type, link.type), between_rules)
            groups.setdefault(relation, {})[link.id] = link
    return [
        (tk._(relation), sorted(group.values(), key=lambda link: sort_key(link.title)))
        for relation, group in groups.items()
    ]


def _items(content: Mapping[str, Any]) -> dict[str, str]:
    rows = content.get("data_items") or []
    return {str(row["code"]): str(row.get("name") or "") for row in rows if row.get("code")}
