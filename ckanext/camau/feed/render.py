"""Records to triples, by the mapping table. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ckanext.camau.feed import iris, mapping
from ckanext.camau.feed.nodes import Iri, Triple
from ckanext.camau.feed.record import FeedRecord
from ckanext.camau.feed.rule import Scope, apply
from ckanext.camau.feed.vocabulary import TYPE
from ckanext.camau.feed.world import World


def is_listed(record: FeedRecord) -> bool:
    """Say whether a record is of a type that a catalogue lists as a resource of its own."""
    return record.type in mapping.RECORDS


def subject(record: FeedRecord, world: World) -> Iri:
    """Return the IRI of a record."""
    return world.iris.record(record.type, record.record_id)


def triples(record: FeedRecord, world: World) -> Iterator[Triple]:
    """Give everything that is said of a record; nothing for a type that the feed does not list."""
    if not is_listed(record):
        return
    klass, table = mapping.RECORDS[record.type]
    scope = Scope(subject(record, world), facts(record, world), record, world)
    yield (scope.subject, TYPE, klass)
    yield from apply(table, scope)


def facts(record: FeedRecord, world: World) -> dict[str, Any]:
    """Return the values of a record for the table: its content, and under ``@`` what the ledger knows."""
    return {
        **record.content,
        "@identifier": iris.identifier(record.record_id, record.content),
        "@first_issued_at": record.first_issued_at,
        "@issued_at": record.issued_at,
        "@number": record.number,
        "@owner_org": record.owner_org,
        "@page": world.page(record.type, record.name),
        # what a dataset of the open data list is by law (ND47 17, 18) and by the language of its texts
        "@access_right": "public",
        "@language": record.content.get("language") or "vi",
    }
