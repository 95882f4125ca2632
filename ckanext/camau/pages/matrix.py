"""The matrix of a database: which user group gets which data item, and how (ND47 11(4)(d)). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ckanext.camau.schemas.code_lists import code_list

#: Key of the row and code of the sharing mode.
MODES: Final = (("open_to", "open"), ("default_to", "default"), ("special_to", "special_request"))


@dataclass(frozen=True)
class Item:
    """One data item and, for each group of the head, the codes of the modes in which the group gets it.

    ``personal``: it holds personal data. ``delivered_by``: ids of the services and datasets that deliver it.
    """

    code: str
    name: str
    description: str
    cells: list[list[str]]
    personal: bool
    delivered_by: list[str]


@dataclass(frozen=True)
class Matrix:
    """Labels of the groups that occur, in the order of the code list, and the items."""

    groups: list[str]
    items: list[Item]


def matrix(rows: Sequence[Mapping[str, Any]]) -> Matrix:
    """Return the matrix of a database's data items; groups that no item names are left out."""
    groups = code_list("user_group")
    named = {group for row in rows for key, _mode in MODES for group in row.get(key) or []}
    heads = [group for group in groups.codes if group in named] + sorted(named - set(groups.codes))
    items = [
        Item(
            code=str(row.get("code") or ""),
            name=str(row.get("name") or ""),
            description=str(row.get("description") or ""),
            cells=[[mode for key, mode in MODES if group in (row.get(key) or [])] for group in heads],
            personal=row.get("personal_data") == "true",
            delivered_by=[str(id_) for id_ in row.get("delivered_by") or []],
        )
        for row in rows
    ]
    return Matrix([groups.label(group) for group in heads], items)


def needs_rules(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether an item is shared by default or on special request, which usage rules must govern (D32 6(1))."""
    return any(row.get("default_to") or row.get("special_to") for row in rows)
