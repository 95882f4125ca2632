"""How a row of the mapping table is carried out. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ckanext.camau.feed.nodes import Iri, Literal, Node, Triple
from ckanext.camau.feed.record import FeedRecord
from ckanext.camau.feed.world import World


@dataclass(frozen=True)
class Scope:
    """Where a row is carried out: on which node, with which values, of which record, in which world."""

    subject: Iri
    values: Mapping[str, Any]
    record: FeedRecord
    world: World

    def on(self, subject: Iri, values: Mapping[str, Any]) -> Scope:
        """Return the scope of another node of the same record."""
        return replace(self, subject=subject, values=values)


class Said(NamedTuple):
    """An object of a statement, and what has to be said about it so that every page stands alone."""

    node: Node
    about: tuple[Triple, ...] = ()


How = Callable[..., Iterable[Said]]


@dataclass(frozen=True)
class Rule:
    """What one or several fields say, and in which words."""

    fields: tuple[str, ...]
    predicate: Iri
    how: How

    def triples(self, scope: Scope) -> Iterator[Triple]:
        """Say it, and what belongs to it; nothing when every field is empty."""
        values = [scope.values.get(field) for field in self.fields]
        if not any(values):
            return
        for node, about in self.how(scope, *values):
            if isinstance(node, Literal) and not node.value:
                continue
            yield (scope.subject, self.predicate, node)
            yield from about


def apply(rules: Iterable[Rule], scope: Scope) -> Iterator[Triple]:
    """Carry out a table on one node."""
    for rule in rules:
        yield from rule.triples(scope)
