"""Data dictionaries: proposed from a table, and held against it (ND47 17(1)(a))."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from ckanext.camau.reading.layout import layout, text_of
from ckanext.camau.reading.tables import Table
from ckanext.camau.reading.values import fits, type_of, words

_BRACKETS: Final = re.compile(r"^(.*\S)\s*\(([^()]{1,40})\)$")
#: So many rows are named for one column.
_SHOWN: Final = 3

Row = dict[str, str]


@dataclass(frozen=True)
class Mismatch:
    """Where dictionary and file part.

    ``missing``: the file has no such column; ``extra``: the dictionary has none; ``misfit``: ``count`` values do not
    fit the type, the first ones in these ``rows`` (numbers as in the file, from 1).
    """

    kind: Literal["missing", "extra", "misfit"]
    column: str
    type: str = ""
    rows: tuple[int, ...] = ()
    count: int = 0


def shown(tables: Iterable[Table]) -> Table | None:
    """Return the first table that an officer sees something in, None if there is none."""
    return next((table for table in tables if not table.hidden and layout(table).headings), None)


def propose(table: Table) -> list[Row]:
    """Return a row for each column: its heading in full, label, type, unit, key. Meanings are left to the officer.

    The first column without a gap and without equal values is the key, if the whole table was read.
    """
    found = layout(table)
    rows: list[Row] = []
    for index, heading in enumerate(found.headings):
        label, unit = split_unit(heading)
        row = {"column": heading, "label": label, "type": _type(heading, [cells[index] for _n, cells in found.rows])}
        rows.append(row | ({"unit": unit} if unit else {}))
    key = _key([cells for _number, cells in found.rows], len(rows)) if table.complete else None
    if key is not None:
        rows[key]["key"] = "true"
    return rows


def _type(heading: str, values: Sequence[str]) -> str:
    found = type_of(values)
    said = f"{heading.casefold()} "
    coded = any(said.startswith(f"{word} ") for word in words()["code_words"])
    return "code" if coded and found == "integer" else found


def split_unit(heading: str) -> tuple[str, str]:
    """Return a heading without the unit at its end, and the unit: ``Sản lượng (tấn)``. Other words in brackets stay."""
    if not (found := _BRACKETS.match(heading)):
        return heading, ""
    unit = found[2].strip()
    for word in words()["unit_words"]:
        if unit.casefold().startswith(f"{word.casefold()}:"):
            return found[1], unit[len(word) + 1 :].strip()
    return (found[1], unit) if _is_unit(unit) else (heading, "")


@cache
def _units() -> frozenset[str]:
    return frozenset(unit.casefold() for unit in words()["units"])


def _is_unit(text: str) -> bool:
    known = text.casefold()
    for multiple in words()["multiples"]:
        known = known.removeprefix(f"{multiple} ")
    return all(part.strip() in _units() for part in known.split("/"))


def _key(rows: Sequence[Sequence[str]], width: int) -> int | None:
    for index in range(width):
        values = [row[index] for row in rows]
        if len(values) > 1 and all(values) and len(set(values)) == len(values):
            return index
    return None


def check(rows: Iterable[Mapping[str, str]], table: Table) -> list[Mismatch]:
    """Return where a dictionary and a table part: columns of one that the other lacks, values that fit no type."""
    found = layout(table)
    places = {name: index for index, name in enumerate(found.headings)}
    told = {text_of(row.get("column", "")): row.get("type", "") for row in rows if row.get("column")}
    result = [Mismatch("missing", name) for name in told if name not in places]
    result += [Mismatch("extra", name) for name in places if name not in told]
    for name, type_ in told.items():
        if name in places:
            wrong = [number for number, cells in found.rows if not fits(type_, cells[places[name]])]
            if wrong:
                result.append(Mismatch("misfit", name, type_, tuple(wrong[:_SHOWN]), len(wrong)))
    return result


def merged(rows: Sequence[Mapping[str, str]], proposal: Iterable[Row]) -> list[Row]:
    """Return what is written already, with a row more for each proposed column that is not."""
    known = {text_of(row.get("column", "")) for row in rows}
    return [*(dict(row) for row in rows), *(row for row in proposal if row["column"] not in known)]


__all__ = ["Mismatch", "check", "merged", "propose", "shown", "split_unit"]
