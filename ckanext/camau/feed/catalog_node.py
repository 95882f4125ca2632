"""The catalogue's own node and the paging of its pages. Pure but for reading its words once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ckanext.camau.feed import how, iris, nodes, render
from ckanext.camau.feed.nodes import Iri, Literal, Node, Triple
from ckanext.camau.feed.record import FeedRecord
from ckanext.camau.feed.rule import Rule, Scope, apply
from ckanext.camau.feed.vocabulary import DCAT, DCT, FOAF, HYDRA, SKOS, TYPE, XSD
from ckanext.camau.feed.world import World

_MEMBER = {"dataset": DCAT.dataset, "data_service": DCAT.service}

CATALOG = (
    Rule(("license",), DCT.license, how.licence),
    Rule(("language",), DCT.language, how.language),
    Rule(("place",), DCT.spatial, how.places),
    Rule(("@issued",), DCT.issued, how.moment),
    Rule(("@modified",), DCT.modified, how.moment),
    Rule(("@homepage",), FOAF.homepage, how.document),
)

PUBLISHER = (
    Rule(("vi",), DCT("type"), how.local_authority),
    Rule(("homepage",), FOAF.homepage, how.document_at),
)

# the catalogue is told in the scope of no record
_NO_RECORD = FeedRecord("", "", "", "", {}, datetime(1, 1, 1, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC))


@dataclass(frozen=True)
class Span:
    """When the catalogue began and when it last changed; None while nothing was ever issued."""

    issued: datetime | None = None
    modified: datetime | None = None


@dataclass(frozen=True)
class Paging:
    """Addresses of the pages around one, as ckanext-dcat gives them."""

    count: int
    per_page: int
    current: str
    first: str
    last: str
    previous: str = ""
    next: str = ""


@cache
def words() -> Mapping[str, Any]:
    """Return what the catalogue says of itself."""
    return yaml.safe_load((Path(__file__).parent / "catalogue.yaml").read_text(encoding="utf-8"))


def triples(world: World, span: Span) -> Iterator[Triple]:
    """Give what is said of the catalogue, its publisher and its themes; the same on every page."""
    catalog, said = world.iris.catalog(), words()
    publisher, scheme = iris.part(catalog, "publisher"), world.iris.code("theme")
    yield (catalog, TYPE, DCAT.Catalog)
    yield from _in_both(catalog, DCT("title"), said["title"])
    yield from _in_both(catalog, DCT.description, said["description"])
    yield (catalog, DCT.publisher, publisher)
    yield (publisher, TYPE, FOAF.Agent)
    yield from _in_both(publisher, FOAF.name, said["publisher"])
    yield (catalog, DCAT.themeTaxonomy, scheme)
    yield (scheme, TYPE, SKOS.ConceptScheme)
    yield from _in_both(scheme, DCT("title"), said["themes"])
    facts = {
        **said,
        "@issued": span.issued,
        "@modified": span.modified,
        "@homepage": Iri(f"{world.site_url}/"),
    }
    scope = Scope(catalog, facts, _NO_RECORD, world)
    yield from apply(CATALOG, scope)
    yield from apply(PUBLISHER, scope.on(publisher, said["publisher"]))


def members(records: Iterable[FeedRecord], world: World) -> Iterator[Triple]:
    """Put records under the catalogue, by ``dcat:dataset`` or ``dcat:service``, and say what each is."""
    for record in records:
        if record.type in _MEMBER:
            yield (world.iris.catalog(), _MEMBER[record.type], render.subject(record, world))
            yield from render.triples(record, world)


def paging(page: Paging) -> Iterator[Triple]:
    """Give the page as ``hydra:PagedCollection``, in the new words and the old.

    The addresses are literals, as ckanext-dcat writes them: its own harvester and udata's read them so.
    """
    node = Iri(page.current)
    yield (node, TYPE, HYDRA.PagedCollection)
    facts: list[tuple[str, str]] = [
        ("next nextPage", page.next),
        ("previous previousPage", page.previous),
        ("first firstPage", page.first),
        ("last lastPage", page.last),
    ]
    for names, value in facts:
        for name in names.split() if value else ():
            yield (node, HYDRA(name), nodes.text(value))
    yield (node, HYDRA.totalItems, _integer(page.count))
    yield (node, HYDRA.itemsPerPage, _integer(page.per_page))


def _in_both(node: Iri, predicate: Iri, by_language: Mapping[str, str]) -> Iterator[tuple[Iri, Iri, Node]]:
    for lang in ("vi", "en"):
        yield (node, predicate, nodes.text(by_language[lang], lang))


def _integer(number: int) -> Literal:
    return Literal(str(number), "", XSD.integer)
