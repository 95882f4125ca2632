"""A data item's ways of sharing as one choice for each user group, and back to the three lists of the content.

The content names the groups by way (``open_to``, ``default_to``, ``special_to``); people fill in a table of
items by groups, one way in each cell. Content that came by another door may name a group under two ways: its cell
holds both, so that saving the form changes nothing that was not touched, and the gate asks to choose one. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ckanext.camau.forms.fields import Choice, Field

#: In the name of a cell, between the row and the group: ``data_items.<row>.m.<group>``.
CELL: Final = "m"
#: Between the ways of a cell that holds several.
_AND: Final = "+"


def groups(field: Field, rows: Iterable[Mapping[str, Any]] = ()) -> list[Choice]:
    """Return the columns of the table: the code list, then codes that only the content knows."""
    known = dict(field.matrix[0].choices)
    more = {code for row in rows for column in field.matrix for code in row.get(column.name) or ()} - set(known)
    return [*known.items(), *((code, code) for code in sorted(more))]


def cells(field: Field, row: Mapping[str, Any]) -> dict[str, str]:
    """Return group → way (or ways joined by ``+``) for one row."""
    found: dict[str, str] = {}
    for column in field.matrix:
        for code in row.get(column.name) or ():
            found[code] = f"{found[code]}{_AND}{column.name}" if code in found else column.name
    return found


def lists(field: Field, chosen: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the columns of the content for (group, cell) pairs in the order of the table."""
    found: dict[str, list[str]] = {column.name: [] for column in field.matrix}
    for code, cell in chosen:
        for way in dict.fromkeys(cell.split(_AND)):
            if way in found and code not in found[way]:
                found[way].append(code)
    return {way: codes for way, codes in found.items() if codes}


def ways(field: Field, rows: Iterable[Mapping[str, Any]] = ()) -> list[Choice]:
    """Return what a cell may hold, with labels: each way, then the double ones that the content has."""
    labels = {column.name: column.label for column in field.matrix}
    double = sorted({cell for row in rows for cell in cells(field, row).values() if _AND in cell})
    return [*labels.items(), *((cell, " + ".join(labels[way] for way in cell.split(_AND))) for cell in double)]
