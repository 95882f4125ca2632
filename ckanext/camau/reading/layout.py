"""Where the headings of a table stand and where its rows begin. What is hidden is no part of it (FC-97)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ckanext.camau.reading.tables import Table
from ckanext.camau.reading.values import type_of

#: Headings stand no further down, and over no more rows.
_LOWEST: Final = 40
_MOST: Final = 4
_NUMBERED: Final = re.compile(r"\(?(\d{1,3})\)?")
_JOIN: Final = " – "
#: So many plain numbers from 1 on are numbers of columns and no data; fewer only in brackets.
_PLAIN: Final = 4

Cells = list[str]
Numbered = tuple[int, Cells]


@dataclass(frozen=True)
class Layout:
    """Headings in full, each once; rows with their number in the file; which headings were empty or equal."""

    headings: tuple[str, ...]
    rows: tuple[Numbered, ...]
    renamed: tuple[str, ...] = ()


def layout(table: Table) -> Layout:
    """Return the headings and rows of a table; without headings if there is nothing in it."""
    rows = _visible(table)
    first, last, body = _heading_rows(rows)
    names = _names([cells for _number, cells in rows[first:last]])
    data = tuple((number, cells) for number, cells in rows[body:] if any(cells))
    width = max((i + 1 for i in range(len(names)) if names[i] or any(c[i] for _n, c in data)), default=0)
    headings, renamed = _unique(names[:width])
    return Layout(headings, tuple((number, cells[:width]) for number, cells in data), renamed)


def _visible(table: Table) -> list[Numbered]:
    """Return the rows that an officer sees, all equally wide, blanks around cells gone."""
    width = max(map(len, table.rows), default=0)
    columns = [i for i in range(width) if i not in table.hidden_columns]
    return [
        (index + 1, [text_of(row[i]) if i < len(row) else "" for i in columns])
        for index, row in enumerate(table.rows)
        if index not in table.hidden_rows
    ]


def text_of(cell: str) -> str:
    """Return a text as headings are compared: NFC, blanks between words once."""
    return unicodedata.normalize("NFC", " ".join(cell.split()))


def _heading_rows(rows: Sequence[Numbered]) -> tuple[int, int, int]:
    """Return the first heading row, the row after the last one, and where the data begins."""
    widest = max((_count(cells) for _number, cells in rows), default=0)
    enough = min(2, widest)
    first = next((i for i, (_n, cells) in enumerate(rows[:_LOWEST]) if _count(cells) >= max(1, enough)), 0)
    last = min(first + 1, len(rows))
    while last < min(len(rows), first + _MOST) and _goes_on([cells for _n, cells in rows[first : last + 1]]):
        last += 1
    numbers = last < len(rows) and _column_numbers(rows[last][1])
    return first, last, last + 1 if numbers else last


def _count(cells: Cells) -> int:
    return sum(map(bool, cells))


def _goes_on(rows: Sequence[Cells]) -> bool:
    """Whether the last of these rows is one of headings too: words under a merged cell, none in the first column."""
    top, below = rows[0], rows[-1]
    filled = [i for i, cell in enumerate(below) if cell]
    gaps = [i for i, cell in enumerate(top) if not cell]
    if not filled or not gaps or below[0] or _column_numbers(below):
        return False
    return any(i in gaps for i in filled) and all(type_of([below[i]]) in ("text", "code") for i in filled)


def _column_numbers(cells: Cells) -> bool:
    """Whether a row numbers the columns: (1) (2) (3)."""
    found = [_NUMBERED.fullmatch(cell) for cell in cells if cell]
    numbers = [int(match[1]) for match in found if match]
    if len(numbers) != len(found) or numbers != list(range(1, len(numbers) + 1)):
        return False
    return len(numbers) >= _PLAIN or (len(numbers) > 1 and all("(" in cell for cell in cells if cell))


def _names(rows: Sequence[Cells]) -> list[str]:
    """Return for each column what stands over it, from the group down."""
    if not rows:
        return []
    filled = [list(row) for row in rows]
    for level, row in enumerate(filled[:-1]):
        for i in range(1, len(row)):
            same = level == 0 or filled[level - 1][i] == filled[level - 1][i - 1]
            if not row[i] and same and any(below[i] for below in rows[level + 1 :]):
                row[i] = row[i - 1]
    return [_JOIN.join(dict.fromkeys(row[i] for row in filled if row[i])) for i in range(len(rows[0]))]


def _unique(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Number equal headings and name empty ones (FC-72); return all, and those that were changed."""
    found: list[str] = []
    renamed: list[str] = []
    for number, name in enumerate(names, 1):
        new, times = name or f"#{number}", 1
        while new in found:
            times += 1
            new = f"{name or f'#{number}'} ({times})"
        found.append(new)
        if new != name:
            renamed.append(new)
    return tuple(found), tuple(renamed)
