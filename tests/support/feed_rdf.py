"""Independent readers of RDF: Oxigraph is strict, rdflib is what stock harvesters use."""

from __future__ import annotations

import pyoxigraph as ox
import rdflib
from rdflib.compare import to_isomorphic

OXIGRAPH = {
    "ttl": ox.RdfFormat.TURTLE,
    "xml": ox.RdfFormat.RDF_XML,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "n3": ox.RdfFormat.N3,
    "nt": ox.RdfFormat.N_TRIPLES,
}


def oxigraph(text, fmt):
    """Parse strictly and return the set of triples as N-Triples lines."""
    quads = ox.parse(text.encode(), format=OXIGRAPH[fmt])
    return {f"{q.subject} {q.predicate} {q.object}" for q in quads}


def graph(text, fmt="turtle"):
    parsed = rdflib.Graph()
    parsed.parse(data=text, format=fmt)
    return parsed


def same(one, other):
    return to_isomorphic(one) == to_isomorphic(other)
