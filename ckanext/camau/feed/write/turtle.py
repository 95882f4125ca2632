"""Turtle: one block a subject. Everything in it is N3 as well."""

from __future__ import annotations

from collections.abc import Iterable

from ckanext.camau.feed import vocabulary
from ckanext.camau.feed.nodes import Iri, Literal, Node, Triple, by_subject
from ckanext.camau.feed.write import ntriples


def write(triples: Iterable[Triple]) -> str:
    """Return the triples as Turtle."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in vocabulary.PREFIXES.items())
    blocks = (_block(subject, facts) for subject, facts in by_subject(triples).items())
    return prefixes + "".join(blocks)


def _block(subject: Iri, facts: dict[Iri, list[Node]]) -> str:
    lines = (
        f"    {_predicate(predicate)} {', '.join(_object(predicate, node) for node in nodes)}"
        for predicate, nodes in facts.items()
    )
    return f"\n<{subject}>\n" + " ;\n".join(lines) + " .\n"


def _predicate(predicate: Iri) -> str:
    return "a" if predicate == vocabulary.TYPE else vocabulary.compact(predicate)


def _object(predicate: Iri, node: Node) -> str:
    if isinstance(node, Literal) and node.datatype:
        return f"{ntriples.quoted(node.value)}^^{vocabulary.compact(node.datatype)}"
    return vocabulary.compact(str(node)) if predicate == vocabulary.TYPE else ntriples.term(node)
