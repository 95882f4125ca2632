"""The tree of agencies as its page shows it: groups by type, a filter that forgives accents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.territory.matching import fold

Node = dict[str, Any]


def grouped(nodes: Iterable[Node]) -> list[tuple[str, int, list[Node]]]:
    """Return the types in the order of their code list: name, number of agencies with those below, the agencies."""
    kinds = code_list("agency_type")
    groups: dict[str, list[Node]] = {}
    for node in nodes:
        groups.setdefault(node["agency_type"], []).append(node)
    order = [kind for kind in kinds.codes if kind in groups] + sorted(set(groups) - set(kinds.codes))
    return [(kinds.label(kind) if kind else "", sum(map(size, groups[kind])), groups[kind]) for kind in order]


def size(node: Node) -> int:
    """Return the number of agencies in a branch."""
    return 1 + sum(map(size, node["children"]))


def filtered(nodes: Iterable[Node], text: str) -> list[Node]:
    """Return the branches in which a name or code holds the text, in any spelling; all when there is no text."""
    asked = fold(text)
    if not asked:
        return list(nodes)
    found: list[Node] = []
    for node in nodes:
        below = filtered(node["children"], text)
        if below or asked in fold(f"{node['title']} {node['code']}"):
            found.append(node | {"children": below})
    return found
