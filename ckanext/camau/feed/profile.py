"""The mapping through ckanext-dcat's profile interface, for its serialiser and its command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import rdflib
from ckanext.dcat.profiles import RDFProfile
from rdflib.term import Node as RdflibNode

from ckanext.camau.feed import catalog_node, load, record, render, span
from ckanext.camau.feed.nodes import Literal, Node, Triple
from ckanext.camau.feed.vocabulary import PREFIXES


class CamauProfile(RDFProfile):
    """Says of a package what the feed says of it; of a database or a usage rule, nothing."""

    def graph_from_dataset(self, dataset_dict: dict[str, Any], dataset_ref: rdflib.URIRef) -> None:  # noqa: ARG002
        """Add what the feed says of a package; its IRI is ours, whatever ``dataset_ref`` is."""
        told = record.from_package(dataset_dict)
        self._add(render.triples(told, load.world_of([told])))

    def graph_from_catalog(self, catalog_dict: dict[str, Any] | None, catalog_ref: rdflib.URIRef) -> None:  # noqa: ARG002
        """Add what the feed says of the catalogue."""
        self._add(catalog_node.triples(load.world_of([]), span.of_feed()))

    def _add(self, triples: Iterable[Triple]) -> None:
        for prefix, namespace in PREFIXES.items():
            self.g.bind(prefix, rdflib.Namespace(namespace))
        for subject, predicate, node in triples:
            self.g.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), _term(node)))


def _term(node: Node) -> RdflibNode:
    if not isinstance(node, Literal):
        return rdflib.URIRef(node)
    if node.lang:
        return rdflib.Literal(node.value, lang=node.lang)
    # normalize would rewrite what was written, a year into a day among others
    return rdflib.Literal(node.value, datatype=node.datatype or None, normalize=False)
