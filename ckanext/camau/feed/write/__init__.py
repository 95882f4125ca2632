"""Writers of the RDF formats. Pure: triples in, text out, the same bytes for the same triples.

rdflib's own writers are 50 times slower, order by hash, and let what people typed break a line; the feed has
no blank nodes, so that a format is a page of code. Strict parsers are the oracle in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from ckanext.camau.feed.nodes import Triple
from ckanext.camau.feed.write import jsonld, ntriples, rdfxml, turtle


@dataclass(frozen=True)
class Format:
    """A format: its media type, and what writes it."""

    media_type: str
    write: Callable[[Iterable[Triple]], str]

    @property
    def content_type(self) -> str:
        """The media type with the charset, where readers would else take another one for granted."""
        is_text = self.media_type.startswith("text/") or self.media_type == "application/n-triples"
        return f"{self.media_type}; charset=utf-8" if is_text else self.media_type


#: By the extension of an address. The first five are those that ckanext-dcat's routes serve.
FORMATS: Final[dict[str, Format]] = {
    "ttl": Format("text/turtle", turtle.write),
    "xml": Format("application/rdf+xml", rdfxml.write),
    "rdf": Format("application/rdf+xml", rdfxml.write),
    "jsonld": Format("application/ld+json", jsonld.write),
    "n3": Format("text/n3", turtle.write),
    "nt": Format("application/n-triples", ntriples.write),
}
