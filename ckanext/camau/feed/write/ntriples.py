"""N-Triples: one line a triple."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ckanext.camau.feed.nodes import Literal, Node, Triple, unique

_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def quoted(value: str) -> str:
    """Return a string in quotes as N-Triples and Turtle want it: on one line, whatever is in it."""
    return f'"{value.translate(_ESCAPES)}"'


def term(node: Node) -> str:
    """Return one node in full."""
    if not isinstance(node, Literal):
        return f"<{node}>"
    if node.lang:
        return f"{quoted(node.value)}@{node.lang}"
    return f"{quoted(node.value)}^^<{node.datatype}>" if node.datatype else quoted(node.value)


def write(triples: Iterable[Triple]) -> str:
    """Return the triples as N-Triples."""
    return "".join(f"<{s}> <{p}> {term(o)} .\n" for s, p, o in unique(triples))
