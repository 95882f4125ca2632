"""Looking through a file of any kind, within bounds."""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from ckanext.camau.reading import delimited, hidden, outside, records, tables, webpage, words, xlsx
from ckanext.camau.reading.limits import Limits, TooMuch, Unreadable
from ckanext.camau.reading.scan.grid import scan_table
from ckanext.camau.reading.scan.hit import Hit, Keyed, Place, blotted
from ckanext.camau.reading.scan.lines import scan_lines
from ckanext.camau.workflow.messages import N_, Message

#: Whole: looked through to its end. Partly: too large for the time. Unread: locked, damaged, or of no readable kind.
Status = Literal["whole", "partly", "unread"]

_JSON: Final = frozenset({"application/json", "application/geo+json", "application/ld+json"})
_TEXTS: Final = frozenset({"text/plain", "text/markdown", "application/yaml", "text/turtle"})
_NO_WAY: Final = N_("This kind of file cannot be looked through automatically: look through it yourself.")
_PAGE: Final = 50 << 20
#: No file has more hits than a person can answer.
_MOST: Final = 500


@dataclass(frozen=True)
class FileScan:
    """What looking through a file brought: hits, how far it went, and why no further."""

    status: Status
    hits: tuple[Hit, ...] = ()
    reason: str = ""


Found = tuple[list[Hit], bool]


def scan_file(path: Path, media_type: str, key: Keyed, limits: Limits) -> FileScan:
    """Look through a file. Whatever it holds, it ends in bounded time and raises nothing that a file can cause."""
    hits: list[Hit] = []
    complete = True
    try:
        for found, whole in _parts(path, media_type, key, limits):
            hits += found
            complete = complete and whole
    except TooMuch:
        complete = False
    except Unreadable as error:
        return FileScan("unread", tuple(hits[:_MOST]), error.message.msgid)
    except (zipfile.BadZipFile, UnicodeError, OSError, MemoryError, ValueError, RecursionError):
        return FileScan("unread", tuple(hits[:_MOST]), _NO_WAY)
    return FileScan("whole" if complete and len(hits) <= _MOST else "partly", tuple(hits[:_MOST]))


def _parts(path: Path, media_type: str, key: Keyed, limits: Limits) -> Iterator[Found]:
    kind = tables.kind_of(path)
    if kind == "xlsx":
        yield from _workbook(path, key, limits)
    elif kind in {"xls", "ods"}:
        yield from _old_workbook(path, kind, key, limits)
    elif kind in {"docx", "odt", "pptx"}:
        yield from _document(words.of_office(path, kind, limits), key, limits)
    elif kind == "pdf":
        yield from _document(words.of_pdf(path, limits), key, limits)
    elif kind == "html":
        yield from _page(path, key, limits)
    elif kind == "text":
        yield from _text(path, media_type, key, limits)
    else:
        raise Unreadable(Message(_NO_WAY))


def _workbook(path: Path, key: Keyed, limits: Limits) -> Iterator[Found]:
    for sheet in xlsx.sheets(path, limits):
        first = min(sheet.cells, default=1)
        yield scan_table(sheet.name, _rows(sheet, first), key, limits, first)
        yield [_hidden(found, key) for found in hidden.in_sheet(sheet)], sheet.complete
        yield _comments(sheet, key, limits)
    yield scan_lines("", outside.in_workbook(path, limits), key, limits)


def _rows(sheet: xlsx.Sheet, first: int) -> Iterator[list[str]]:
    """Yield the rows with every cell of theirs in its column; gaps between rows that are far apart are left out."""
    for number in range(first, max(sheet.cells, default=0) + 1):
        cells = sheet.cells.get(number, {})
        yield [cells.get(column, "") for column in range(1, max(cells, default=0) + 1)]


def _comments(sheet: xlsx.Sheet, key: Keyed, limits: Limits) -> Found:
    """Look through the comments too; the place is the sheet, what is found is counted as in its comments."""
    found, whole = scan_lines(blotted(sheet.name), [text for _ref, text in sheet.comments], key, limits)
    cells = ", ".join(ref for ref, _text in sheet.comments[:20])
    return [replace(hit, place=replace(hit.place, column=cells), rows=()) for hit in found], whole


def _hidden(found: hidden.Hidden, key: Keyed) -> Hit:
    place = Place(part=blotted(found.sheet), column=found.where)
    return Hit(found.kind, place, key(found.kind, found.sheet, found.text), found.count, found.rows)


def _old_workbook(path: Path, kind: str, key: Keyed, limits: Limits) -> Iterator[Found]:
    for table in tables.read_tables(path, limits=limits):
        hits, whole = scan_table(table.name, table.rows, key, limits)
        if table.hidden:
            text = "\n".join("\t".join(row) for row in table.rows)
            hits.append(_hidden(hidden.Hidden("hidden_sheet", table.name, count=len(table.rows) or 1, text=text), key))
        yield hits, whole and table.complete
    if kind == "ods":
        yield [_hidden(found, key) for found in hidden.in_ods(path, limits)], True


def _document(lines: Iterator[tuple[str, str]], key: Keyed, limits: Limits) -> Iterator[Found]:
    for part, group in itertools.groupby(lines, key=lambda item: item[0]):
        yield scan_lines(part, (line for _part, line in group), key, limits)


def _page(path: Path, key: Keyed, limits: Limits) -> Iterator[Found]:
    with delimited.opened(path) as stream:
        found, other = webpage.read(stream.read(_PAGE), limits)
    for number, rows in enumerate(found, 1):
        yield scan_table(str(number), rows, key, limits)
    yield scan_lines("", other, key, limits)
    yield [], path.stat().st_size <= _PAGE


def _text(path: Path, media_type: str, key: Keyed, limits: Limits) -> Iterator[Found]:
    if media_type in _JSON:
        yield from _json(path, key, limits)
    elif media_type.endswith(("xml", "+xml")):
        yield scan_table("", records.of_xml(path, limits), key, limits, 0)
    elif media_type in _TEXTS and not _is_table(path):
        yield scan_lines("", words.of_text(path), key, limits)
    else:
        with delimited.opened(path) as stream:
            yield scan_table("", delimited.rows(stream), key, limits)


def _json(path: Path, key: Keyed, limits: Limits) -> Iterator[Found]:
    try:
        rows = records.of_json(path, limits)
    except TooMuch:
        # too large to be taken apart: numbers and addresses are found all the same, what names say is not
        yield scan_lines("", words.of_text(path), key, limits)
        yield [], False
    else:
        yield scan_table("", rows, key, limits, 0)


def _is_table(path: Path) -> bool:
    """Tell whether a plain text is a table: Excel's “Unicode Text” has tabs (FC-61)."""
    with delimited.opened(path) as stream:
        lines = stream.read(8_192).splitlines()[:20]
    return len(lines) > 1 and all("\t" in line for line in lines[:-1])
