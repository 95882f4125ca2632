"""Reading a table of holidays and swapped days: from a file or from a request. Pure.

Three columns: day, what it must be, why. What headings and values may say stands in ``data/words.yaml``.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from ckanext.camau.catalogue.content import text as clean
from ckanext.camau.dates import iso_date
from ckanext.camau.deadlines.calendar import DAY_KINDS, FIRST_DAY, LAST_DAY, DayKind
from ckanext.camau.reading import delimited
from ckanext.camau.workflow.messages import N_, Message

_WORDS: Final = Path(__file__).parent / "data" / "words.yaml"
#: A table of days is short: thirty years of them fit.
MAX_ROWS: Final = 1000
LONGEST_NAME: Final = 300


@dataclass(frozen=True)
class Day:
    """A day as the province declares it; ``name`` says why."""

    day: date
    kind: DayKind
    name: str = ""


class TableError(ValueError):
    """The table cannot be taken; ``errors`` has a message for each wrong row, by its number (0: the whole)."""

    def __init__(self, errors: Mapping[int, Message]) -> None:
        super().__init__(", ".join(map(str, errors)))
        self.errors = errors


@cache
def _words() -> Mapping[str, Any]:
    return yaml.safe_load(_WORDS.read_text(encoding="utf-8"))


def read(data: bytes) -> list[Day]:
    """Return the days of a CSV or TSV file, in its order.

    :raises TableError: with every wrong row; row 1 holds the headings
    """
    encoding = delimited.encoding_of(data[: 64 << 10])
    stream = io.StringIO(data.decode(encoding, errors="replace"), newline="")
    rows = [row for row in delimited.rows(stream) if any(clean(cell) for cell in row)]
    if not rows:
        raise TableError({0: Message(N_("The file has no rows."))})
    places = _places(rows[0])
    return days((tuple(_cell(row, place) for place in places) for row in rows[1:]), first=2)


def _places(headings: Sequence[str]) -> tuple[int, ...]:
    """Return where the three columns stand; the last one may be missing."""
    named = [clean(cell).casefold() for cell in headings]
    found = [next((i for i, cell in enumerate(named) if cell in words), -1) for words in _words()["headings"].values()]
    if -1 in found[:2]:
        raise TableError({1: Message(N_("The first row must name the columns: day, what it must be, why."))})
    return tuple(found)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place] if 0 <= place < len(row) else ""


def days(rows: Iterable[Sequence[str]], first: int = 1) -> list[Day]:
    """Return rows of day, kind and name as days.

    :param first: the number of the first row, for messages
    :raises TableError: with every wrong row
    """
    found: dict[date, Day] = {}
    errors: dict[int, Message] = {}
    for number, row in enumerate(rows, first):
        judged = _day(row)
        if isinstance(judged, Message):
            errors[number] = judged
        elif judged.day in found:
            errors[number] = Message(N_("The day stands twice in the table."))
        else:
            found[judged.day] = judged
        if number - first >= MAX_ROWS:
            raise TableError({0: Message(N_("At most %(number)s rows."), {"number": str(MAX_ROWS)})})
    if errors:
        raise TableError(errors)
    return list(found.values())


def _day(row: Sequence[str]) -> Day | Message:
    typed, kind, name = (*map(clean, row), "", "", "")[:3]
    try:
        day = date.fromisoformat(iso_date(typed))
    except ValueError:
        return Message(N_("Write the date as day/month/year, for example 31/12/2026."))
    if not FIRST_DAY <= day <= LAST_DAY:
        return Message(N_("The day must lie between 2000 and 2099."))
    meant = kind_of(kind)
    if meant is None:
        return Message(N_("Say whether the day is a day off or a working day."))
    if len(name) > LONGEST_NAME:
        return Message(N_("At most %(number)s characters."), {"number": str(LONGEST_NAME)})
    return Day(day, meant, name)


def kind_of(text: str) -> DayKind | None:
    """Return which kind of day a word means."""
    word = clean(text).casefold()
    return next((kind for kind in DAY_KINDS if word == kind or word in _words()["kinds"][kind]), None)
