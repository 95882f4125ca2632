"""XLSX read cell by cell: texts as the officer sees them, and what the workbook hides.

Not python-calamine: it gives no number formats, so that codes shown as 00123 would lose their zeros (FC-69), and it
fills the area up to a far-away cell, which one cell at the end of the sheet turns into billions (FC-97).
"""

from __future__ import annotations

import itertools
import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ckanext.camau.reading import archive as zipped
from ckanext.camau.reading.limits import Limits, TooMuch
from ckanext.camau.reading.numbers import Style, as_text, style_of

_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_REL_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FAR_COLUMNS: Final = 20
_FAR_ROWS: Final = 100


@dataclass
class Sheet:
    """A sheet: its cells by row and column (from 1), what is hidden, its comments with the cell of each."""

    name: str
    state: str = "visible"
    cells: dict[int, dict[int, str]] = field(default_factory=dict[int, dict[int, str]])
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: set[int] = field(default_factory=set[int])
    comments: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    complete: bool = True

    @property
    def hidden(self) -> bool:
        """Tell whether the sheet is hidden, be it by the menu or by a macro only."""
        return self.state != "visible"

    def far_cells(self) -> list[tuple[int, int]]:
        """Return cells that stand far from all others, where nobody scrolls to."""
        columns = sorted({c for row in self.cells.values() for c in row})
        last_column = _before_gap(columns, _FAR_COLUMNS)
        last_row = _before_gap(sorted(self.cells), _FAR_ROWS)
        return [(r, c) for r, row in self.cells.items() for c in row if r > last_row or c > last_column]


def _before_gap(numbers: list[int], gap: int) -> int:
    for before, after in itertools.pairwise(numbers):
        if after - before > gap:
            return before
    return numbers[-1] if numbers else 0


def letters(column: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def place_of(reference: str) -> tuple[int, int]:
    """Return row and column of a reference such as B3; (0, 0) for what is none."""
    found = _CELL.fullmatch(reference)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def sheets(path: Path, limits: Limits) -> list[Sheet]:
    """Read a workbook.

    :raises Unreadable: damaged or too large unpacked. Reaching a limit of cells or time ends a sheet as incomplete.
    """
    with zipped.opened(path, limits) as archive:
        return _sheets(archive, limits)


def _sheets(archive: zipfile.ZipFile, limits: Limits) -> list[Sheet]:
    found: list[Sheet] = []
    strings: list[str] = []
    room = [limits.cells]
    try:
        strings = list(_shared_strings(archive, limits))
        styles, since_1904 = _styles(archive, limits), _since_1904(archive, limits)
        for name, state, part in _parts(archive, limits):
            sheet = Sheet(name, state)
            found.append(sheet)
            sheet.comments = _comments(archive, part, limits)
            _fill(archive, part, sheet, (strings, styles, since_1904), room, limits)
    except TooMuch:
        if not found:
            raise
        found[-1].complete = False
    return found


def _each(archive: zipfile.ZipFile, name: str, limits: Limits) -> Iterator[tuple[str, Any]]:
    stream = zipped.member(archive, name)
    if stream is None:
        return
    with stream:
        yield from zipped.elements(stream, limits)


def _relations(archive: zipfile.ZipFile, part: str, limits: Limits) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}
    for tag, element in _each(archive, f"{folder}/_rels/{name}.rels", limits):
        if tag == "Relationship":
            target = element.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[element.get("Id", "")] = (element.get("Type", ""), whole)
    return found


def _parts(archive: zipfile.ZipFile, limits: Limits) -> list[tuple[str, str, str]]:
    relations = _relations(archive, "xl/workbook.xml", limits)
    found: list[tuple[str, str, str]] = []
    for tag, element in _each(archive, "xl/workbook.xml", limits):
        if tag == "sheet":
            part = relations.get(element.get(_REL_ID, ""), ("", ""))[1]
            found.append((element.get("name", ""), element.get("state", "visible"), part))
    return found


def _since_1904(archive: zipfile.ZipFile, limits: Limits) -> bool:
    each = _each(archive, "xl/workbook.xml", limits)
    return any(tag == "workbookPr" and e.get("date1904") in {"1", "true"} for tag, e in each)


def _shared_strings(archive: zipfile.ZipFile, limits: Limits) -> Iterator[str]:
    for tag, element in _each(archive, "xl/sharedStrings.xml", limits):
        if tag == "si":
            yield _text(element)
            element.clear()


def _text(element: Any) -> str:
    """Return the text of a string item; phonetic readings (rPh) are no part of it."""
    pieces: list[str] = []
    for child in element:
        if zipped.local(child.tag) == "t":
            pieces.append(child.text or "")
        elif zipped.local(child.tag) in {"r", "is", "text"}:
            pieces.append(_text(child))
    return unicodedata.normalize("NFC", "".join(pieces))


def _styles(archive: zipfile.ZipFile, limits: Limits) -> list[Style]:
    formats: dict[int, str] = {}
    found: list[Style] = []
    for tag, element in _each(archive, "xl/styles.xml", limits):
        if tag == "numFmt":
            formats[_number(element.get("numFmtId"))] = element.get("formatCode", "")
        elif tag == "cellXfs":
            found = [style_of(_number(xf.get("numFmtId")), formats) for xf in element]
    return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _fill(  # noqa: PLR0913, PLR0917 - what a cell needs to be read
    archive: zipfile.ZipFile,
    part: str,
    sheet: Sheet,
    known: tuple[list[str], list[Style], bool],
    room: list[int],
    limits: Limits,
) -> None:
    row = 0
    for tag, element in _each(archive, part, limits):
        if tag == "col" and element.get("hidden") in {"1", "true"}:
            first, last = _number(element.get("min")), _number(element.get("max"))
            # "the rest of the sheet is hidden" is a way to show a small table; it hides no cell
            sheet.hidden_columns.update(range(first, min(last, first + 1_000) + 1))
        elif tag == "row":
            row = _number(element.get("r")) or row + 1
            if element.get("hidden") in {"1", "true"}:
                sheet.hidden_rows.add(row)
            if cells := _cells(element, row, known):
                sheet.cells[row] = cells
                room[0] -= len(cells)
            element.clear()
            if room[0] < 0:
                raise TooMuch


def _cells(row: Any, number: int, known: tuple[list[str], list[Style], bool]) -> dict[int, str]:
    found: dict[int, str] = {}
    column = 0
    for cell in row:
        given = place_of(cell.get("r", ""))
        column = given[1] if given[0] in {0, number} and given[1] else column + 1
        if text := _cell_text(cell, *known):
            found[column] = text
    return found


def _cell_text(cell: Any, strings: list[str], styles: list[Style], since_1904: bool) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(_text(child) for child in cell if zipped.local(child.tag) == "is")
    value = next((child.text or "" for child in cell if zipped.local(child.tag) == "v"), "")
    if kind == "s":
        index = _number(value)
        return strings[index] if value and index < len(strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    if kind != "n":
        return unicodedata.normalize("NFC", value)
    style = _number(cell.get("s"))
    return as_text(value, styles[style] if style < len(styles) else Style(), since_1904=since_1904)


def _comments(archive: zipfile.ZipFile, part: str, limits: Limits) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for kind, target in _relations(archive, part, limits).values():
        if not kind.endswith(("/comments", "/threadedComment")):
            continue
        for tag, element in _each(archive, target, limits):
            if tag in {"comment", "threadedComment"}:
                found.append((element.get("ref", ""), _text(element)))
    return [
        (ref, " ".join(dict.fromkeys(text for at, text in found if at == ref and text)))
        for ref in dict.fromkeys(ref for ref, _text_ in found)
    ]
