"""RDF/XML: one element a subject, named by its first class."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from ckanext.camau.feed import vocabulary
from ckanext.camau.feed.nodes import Iri, Literal, Node, Triple, by_subject


def write(triples: Iterable[Triple]) -> str:
    """Return the triples as RDF/XML."""
    names = "".join(f'\n  xmlns:{name}="{iri}"' for name, iri in vocabulary.PREFIXES.items())
    elements = (_element(subject, facts) for subject, facts in by_subject(triples).items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names}>\n' + "".join(elements) + "</rdf:RDF>\n"


def _element(subject: Iri, facts: dict[Iri, list[Node]]) -> str:
    classes = facts.get(vocabulary.TYPE, [])
    name = vocabulary.compact(str(classes[0])) if classes else "rdf:Description"
    lines = (
        _line(vocabulary.compact(predicate), node)
        for predicate, nodes in facts.items()
        for node in (nodes[1:] if predicate == vocabulary.TYPE else nodes)
    )
    return f'  <{name} rdf:about="{_attribute(subject)}">\n' + "".join(lines) + f"  </{name}>\n"


def _line(name: str, node: Node) -> str:
    if not isinstance(node, Literal):
        return f'    <{name} rdf:resource="{_attribute(node)}"/>\n'
    if node.lang:
        kind = f' xml:lang="{_attribute(node.lang)}"'
    else:
        kind = f' rdf:datatype="{_attribute(node.datatype)}"' if node.datatype else ""
    # a bare carriage return would come back as a line feed
    return f"    <{name}{kind}>{escape(node.value, {chr(13): '&#13;'})}</{name}>\n"


def _attribute(value: str) -> str:
    return escape(value, {'"': "&quot;"})
