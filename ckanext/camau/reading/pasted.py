"""Rows pasted from a spreadsheet or a document, understood for one table of a schema.

Nothing is guessed and nothing is dropped in silence: a cell that cannot be understood is named with its row, column
and text; lines that are no rows (titles, numbers of columns, totals, headings of groups) are listed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ckanext.camau.reading import delimited, pasted_cells
from ckanext.camau.reading.limits import Unreadable
from ckanext.camau.reading.pasted_cells import Column, fold, words
from ckanext.camau.schemas.fields import Field
from ckanext.camau.workflow.messages import N_, Message

_MOST_ROWS: Final = 5_000
_LONGEST: Final = 2_000_000
#: So many lines may stand above the heading.
_TITLES: Final = 12
_COLUMN_NUMBER: Final = re.compile(r"\(?\d{1,2}\)?")
_GROUP: Final = re.compile(r"[IVXLC]{1,6}|[A-ZĐ]")

#: Gives the id of a record by its code or title, None when there is none.
Lookup = Callable[[str], str | None]


@dataclass(frozen=True)
class CellProblem:
    """A cell that was not understood: the row (from 1) among those understood, the column and what was read."""

    row: int
    column: str
    text: str


@dataclass
class Pasted:
    """What was understood: rows as content holds them, problems, lines that are no rows, columns that nobody knows."""

    rows: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    problems: list[CellProblem] = field(default_factory=list[CellProblem])
    skipped: list[str] = field(default_factory=list[str])
    unknown_columns: list[str] = field(default_factory=list[str])


def understand(text: str, table: Field, lookup: Lookup = lambda _text: None) -> Pasted:
    """Return the rows of ``table`` (a field with ``row_fields``) that a pasted text holds.

    :raises Unreadable: more than 5,000 rows or 2 MB
    """
    lines = _lines(text)
    columns, first, found = _columns(lines, table)
    for line in lines[first:]:
        if not any(line):
            continue
        if _is_no_row(line):
            found.skipped.append(_told(line))
            continue
        row = _row(line, columns, lookup, found)
        if row:
            found.rows.append(row)
    return found


def _lines(text: str) -> list[list[str]]:
    if len(text) > _LONGEST:
        raise Unreadable(Message(N_("The text is too long. Paste it in smaller pieces.")))
    lines = [[cell.strip() for cell in row] for row in delimited.rows(io.StringIO(text, newline=""))]
    if len(lines) > _MOST_ROWS:
        raise Unreadable(Message(N_("At most %(rows)s rows at a time can be pasted."), {"rows": f"{_MOST_ROWS}"}))
    return lines


def _columns(lines: Sequence[list[str]], table: Field) -> tuple[list[Column | None], int, Pasted]:
    """Return what each column means, the line behind the heading, and what stood above it."""
    known = pasted_cells.columns_of(table)
    found = Pasted()
    for place, line in enumerate(lines[:_TITLES]):
        named = [known.get(fold(cell)) for cell in line]
        if sum(column is not None for column in named) < min(2, sum(map(bool, line))) or not any(named):
            continue
        behind = _second_heading(lines, place, named, known)
        found.skipped += [_told(above) for above in lines[:place] if any(above)]
        heading = [" – ".join(filter(None, cells)) for cells in _across(lines[place:behind])]
        found.unknown_columns += [
            name for name, column in zip(heading, named, strict=False) if name and not column and not _counts(name)
        ]
        return named, behind, found
    return list(pasted_cells.in_order(table)), 0, found


def _second_heading(
    lines: Sequence[list[str]], place: int, named: list[Column | None], known: dict[str, Column]
) -> int:
    """Fill ``named`` from a further line of a heading in merged cells; return the line behind the heading."""
    behind = place + 1
    while behind < len(lines):
        more = [known.get(fold(cell)) for cell in lines[behind]]
        clash = any(cell and column for cell, column in zip(lines[behind], named, strict=False))
        if not any(more) or clash:
            return behind
        named += [None] * (len(more) - len(named))
        for index, column in enumerate(more):
            named[index] = named[index] or column
        behind += 1
    return behind


def _across(lines: Sequence[list[str]]) -> Iterator[tuple[str, ...]]:
    width = max(map(len, lines))
    return zip(*(line + [""] * (width - len(line)) for line in lines), strict=True)


def _counts(name: str) -> bool:
    return fold(name) in words("counting")


def _is_no_row(line: Sequence[str]) -> bool:
    """Tell numbers of columns, totals and headings of groups from rows."""
    cells = [cell for cell in line if cell]
    if len(cells) > 1 and all(map(_COLUMN_NUMBER.fullmatch, cells)):
        return [int(cell.strip("()")) for cell in cells] == list(range(1, len(cells) + 1))
    if any(fold(cell) in words("totals") or fold(cell).startswith("tong cong") for cell in cells[:2]):
        return True
    return len(line) > 2 and len(cells) == 2 and bool(_GROUP.fullmatch(cells[0]))  # noqa: PLR2004 - number and name


def _told(line: Sequence[str]) -> str:
    return " | ".join(cell for cell in line if cell)


def _row(line: Sequence[str], columns: Sequence[Column | None], lookup: Lookup, found: Pasted) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for cell, column in zip(line, columns, strict=False):
        if column is None or not cell:
            continue
        value = column.read(cell, lookup)
        if value is None:
            found.problems.append(CellProblem(len(found.rows) + 1, column.label, cell))
        for name, item in (value or {}).items():
            row[name] = (
                [*row.get(name, []), *(i for i in item if i not in row.get(name, []))]
                if isinstance(item, list)
                else item
            )
    if not row and any(line):
        found.skipped.append(_told(line))
        found.problems[:] = [problem for problem in found.problems if problem.row != len(found.rows) + 1]
    return row
