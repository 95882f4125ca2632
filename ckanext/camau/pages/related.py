"""Records that point to each other, as far as the public may know of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from ckanext.camau.catalogue import in_force, public
from ckanext.camau.pages.collation import sort_key
from ckanext.camau.schemas.fields import record_schema

#: A page names so many of the records that name it.
_LONGEST: Final = 100


@dataclass(frozen=True)
class Link:
    """A record to lead to."""

    id: str
    type: str
    name: str
    title: str


def forward(record: dict[str, Any]) -> dict[str, Link]:
    """Return the issued records that this one names, by id. Does not need the index."""
    return links(record_schema(record["type"]).named_in(record))


def links(ids: Iterable[str]) -> dict[str, Link]:
    """Return a link for each of the ids that is public now."""
    found = in_force.find_many(public.issued_ids(list(ids)))
    return {
        record.record_id: Link(record.record_id, record.type, record.name, str(record.content.get("title") or ""))
        for record in found
    }


def backward(record_id: str, record_type: str) -> list[Link]:
    """Return the issued records that name this one, by title. Does not need the index."""
    found = links(in_force.naming(record_id, record_type)).values()
    return sorted(found, key=lambda link: sort_key(link.title))[:_LONGEST]
