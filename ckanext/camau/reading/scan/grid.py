"""Looking through the rows of a table: one hit for each kind and column."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Final

from ckanext.camau.reading.limits import Limits, TooMuch
from ckanext.camau.reading.scan import headings, lines, persons, stamps, values
from ckanext.camau.reading.scan.hit import Gathered, Hit, Keyed, Place, blotted
from ckanext.camau.reading.xlsx import letters

_SAMPLE: Final = 200
_HEADINGS: Final = 15
_WIDEST: Final = 2_000
_YEAR_OR_DATE: Final = re.compile(r"\b(?:1[89]\d\d|20[0-2]\d)\b|\d{1,2}[/\-.]\d{1,2}[/\-.]\d{2,4}")
_TEN: Final = re.compile(r"\d{10}(?:-?\d{3})?")

#: A heading that is about a number decides for the values under it; these lengths may stand there.
_UNDER: Final[dict[str, tuple[str, frozenset[int]]]] = {
    # leading zeros are lost where a number cell held them
    "id_column": ("cccd", frozenset({8, 9, 10, 11, 12})),
    "phone_column": ("phone", frozenset(range(8, 13))),
    "tax_column": ("tax_number", frozenset({9, 10, 12, 13})),
    "account_column": ("bank_account", frozenset(range(6, 20))),
}
_NUMBERS: Final = frozenset(kind for kind, _lengths in _UNDER.values())


def scan_table(
    part: str, rows: Iterable[Sequence[str]], key: Keyed, limits: Limits, first_row: int = 1
) -> tuple[list[Hit], bool]:
    """Return the hits in a table and whether all of it was looked through.

    :param part: the sheet, empty for a file that is one table; ``first_row``: the number of the first row
    """
    stream = iter(rows)
    gathered: dict[tuple[str, int], Gathered] = {}
    sample: list[Sequence[str]] = []
    complete = True
    try:
        sample.extend(itertools.islice(stream, _SAMPLE))
        look = _Look(part, sample, gathered)
        for number, row in enumerate(itertools.chain(sample, stream), first_row):
            if not number % 2_000:
                limits.check_time()
            look.at(number, number - first_row, row)
    except TooMuch:
        complete = False
    return [found.hit(key) for found in gathered.values()], complete


class _Look:
    """What is known of a table's columns from its first rows, and what was found so far."""

    def __init__(self, part: str, sample: list[Sequence[str]], gathered: dict[tuple[str, int], Gathered]) -> None:
        self._part = part
        self._gathered = gathered
        self._names = _names(sample)
        self._special = dict(_special(sample))
        for column in _tax_columns(sample):
            self._special.setdefault(column, (-1, "tax_column"))
        for column in _name_columns(sample):
            self._special.setdefault(column, (0, "person_name"))
        self._widest = 0

    def at(self, number: int, index: int, row: Sequence[str]) -> None:
        """Look at a row."""
        for column, (heading_row, kind) in self._special.items():
            if index > heading_row and column < len(row) and (value := row[column].strip()):
                self._under(number, column, kind, value)
        joined = "\x1f".join(row)
        if not values.worth_a_look(joined) and not stamps.worth_a_look(joined):
            return
        for column, cell in enumerate(row[:_WIDEST]):
            for kind in lines.kinds_of(cell):
                if self._counted_already(column, index, kind, cell):
                    continue
                self._add(kind, column, number, cell)

    def _counted_already(self, column: int, index: int, kind: str, cell: str) -> bool:
        """Tell whether the heading of the column told already which number this is."""
        heading_row, special = self._special.get(column, (0, ""))
        _told, lengths = _UNDER.get(special, ("", frozenset[int]()))
        return kind in _NUMBERS and index > heading_row and len(values.digits(cell)) in lengths

    def _under(self, number: int, column: int, kind: str, value: str) -> None:
        if kind in _UNDER:
            told, lengths = _UNDER[kind]
            found = values.digits(value)
            if len(found) in lengths and len(found) * 2 > len(value):
                self._add(told, column, number, value)
        elif kind != "birth_date" or _YEAR_OR_DATE.search(value):
            self._add(kind, column, number, value)

    def _add(self, kind: str, column: int, number: int, value: str) -> None:
        if (kind, column) not in self._gathered:
            place = Place(part=blotted(self._part), column=letters(column + 1), heading=self._names.get(column, ""))
            self._gathered[kind, column] = Gathered(kind, place)
        self._gathered[kind, column].add(number, value)


def _names(sample: list[Sequence[str]]) -> dict[int, str]:
    """Return the first text of each column, if it looks like a heading; places name columns by it."""
    found: dict[int, str] = {}
    for row in sample[:_HEADINGS]:
        for column, cell in enumerate(row):
            text = " ".join(cell.split())
            if column not in found and text and not any(sign.isdecimal() for sign in text) and "@" not in text:
                found[column] = blotted(text)
    return found


def _special(sample: list[Sequence[str]]) -> Iterable[tuple[int, tuple[int, str]]]:
    """Return for each column that a heading tells of: the row of the heading, and the kind."""
    told: dict[int, tuple[int, str]] = {}
    for index, row in enumerate(sample[:_HEADINGS]):
        for column, cell in enumerate(row[:_WIDEST]):
            if column not in told and (kind := headings.kind_of(" ".join(cell.split()))):
                told[column] = (index, kind)
    persons = any(kind in {"person_name", "birth_date", "id_column"} for _row, kind in told.values())
    for column, (index, kind) in told.items():
        if kind != "address":
            yield column, (index, kind)
        elif persons:
            yield column, (index, "home_address")


def _name_columns(sample: list[Sequence[str]]) -> Iterable[int]:
    """Return columns in which nearly every value below the first row is a person's name."""
    for column in range(min(_WIDEST, max((len(row) for row in sample), default=0))):
        values_of = [row[column].strip() for row in sample[1:] if column < len(row)]
        if persons.looks_like_names(values_of):
            yield column


def _tax_columns(sample: list[Sequence[str]]) -> Iterable[int]:
    """Return columns without a telling heading in which nearly every value carries a tax number's check digit."""
    for column in range(max((len(row) for row in sample), default=0)):
        found = [row[column].strip() for row in sample[1:] if column < len(row) and row[column].strip()]
        good = sum(1 for value in found if _TEN.fullmatch(value) and values.is_tax_number(value[:10]))
        if good >= 3 and good >= 0.8 * len(found):  # noqa: PLR2004 - by chance it is one in eleven
            yield column
