"""JSON-LD 1.1: prefixes in the context, one object a subject, one line an object."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ckanext.camau.feed import vocabulary
from ckanext.camau.feed.nodes import Iri, Literal, Node, Triple, by_subject


def write(triples: Iterable[Triple]) -> str:
    """Return the triples as one JSON-LD document."""
    context = json.dumps({name: str(iri) for name, iri in vocabulary.PREFIXES.items()})
    lines = (_dump(_object(subject, facts)) for subject, facts in by_subject(triples).items())
    return f'{{"@context": {context},\n"@graph": [\n' + ",\n".join(lines) + "\n]}\n"


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _object(subject: Iri, facts: dict[Iri, list[Node]]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": subject}
    for predicate, values in facts.items():
        if predicate == vocabulary.TYPE:
            node["@type"] = [vocabulary.compact(str(value)) for value in values]
        else:
            node[vocabulary.compact(predicate)] = [_value(value) for value in values]
    return node


def _value(node: Node) -> dict[str, str]:
    if not isinstance(node, Literal):
        return {"@id": node}
    if node.lang:
        return {"@value": node.value, "@language": node.lang}
    kind = {"@type": vocabulary.compact(node.datatype)} if node.datatype else {}
    return {"@value": node.value, **kind}
