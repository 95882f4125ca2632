"""Tables of a file, every cell as the text that an officer sees. What the bytes are decides, not the name."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import python_calamine

from ckanext.camau.reading import archive, delimited, webpage, xlsx
from ckanext.camau.reading.limits import Limits, TooMuch, Unreadable
from ckanext.camau.reading.numbers import plain, shown
from ckanext.camau.workflow.messages import N_, Message

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_LARGEST_OLD: Final = 50 << 20
_WIDEST: Final = 2_000

_LOCKED: Final = N_("The workbook is protected by a password. Remove the password, save it and upload it again.")
_DAMAGED: Final = N_("The workbook is damaged. Open it, save it as XLSX and upload it again.")
_LARGE: Final = N_("The workbook is too large to be read here. Save the table as CSV and upload that file.")

#: What is said of a file that is no table, by what it is.
_OTHER: Final[dict[str, str]] = {
    "pdf": N_("This is a PDF document, no table. Save the table as XLSX or CSV and upload that file."),
    "docx": N_("This is a text document, no table. Save the table as XLSX or CSV and upload that file."),
    "picture": N_("This is a picture, no table. Save the table as XLSX or CSV and upload that file."),
    "archive": N_("This is an archive of files, no table. Unpack it and upload the table itself."),
    "": N_("This file holds no table that can be read. Save the table as XLSX or CSV and upload that file."),
}
_SAME: Final = {"odt": "docx", "pptx": "docx", "zip": "archive"}

#: What files that are no tables begin with.
_KINDS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "docx"),
)


@dataclass(frozen=True)
class Table:
    """A table: its name in the file, its rows from the first one on, and whether the whole of it was read.

    ``hidden_rows`` and ``hidden_columns`` count from 0; ``hidden`` says that the sheet as a whole is.
    """

    name: str
    hidden: bool
    rows: list[list[str]]
    complete: bool = True
    hidden_rows: frozenset[int] = field(default_factory=frozenset[int])
    hidden_columns: frozenset[int] = field(default_factory=frozenset[int])


def read_tables(path: Path, media_type: str = "", *, limits: Limits | None = None) -> list[Table]:
    """Return the tables of a file: sheets of a workbook, tables of a web page, or the one of a text.

    :param media_type: of the upload; asked only where the bytes leave a choice
    :raises Unreadable: locked, damaged or no table; its message says what the file really is
    """
    limits = limits or Limits()
    kind = kind_of(path)
    if kind == "xlsx":
        return [_of_sheet(sheet, limits) for sheet in xlsx.sheets(path, limits)]
    if kind in {"xls", "ods"}:
        return _with_calamine(path, kind, limits)
    if kind == "html":
        return _of_page(path, limits)
    if kind == "text" and media_type not in {"application/json", "application/geo+json", "application/pdf"}:
        return [_of_text(path, limits)]
    raise Unreadable(no_table(kind))


def no_table(kind: str) -> Message:
    """Return what is said of a file of such a kind where a table is expected."""
    return Message(_OTHER.get(_SAME.get(kind, kind), _OTHER[""]))


def kind_of(path: Path) -> str:
    """Return what the bytes are: xlsx, xls, ods, docx, odt, pptx, html, pdf, picture, archive, zip, binary, text.

    :raises Unreadable: locked by a password
    """
    with path.open("rb") as file:
        head = file.read(4_096)
    if head.startswith(_OLE):
        return _old_office(path)
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path)
    for mark, kind in _KINDS:
        if head.startswith(mark):
            return kind
    text = head.decode(delimited.encoding_of(head), errors="replace").lstrip("\ufeff \t\r\n").lower()
    if text.startswith(("<html", "<!doctype html", "<table", "<head", "<meta", "<body")):
        return "html"
    controls = sum(text.count(chr(code)) for code in (*range(9), *range(14, 32)))
    return "binary" if controls > len(text) // 50 else "text"


def _old_office(path: Path) -> str:
    with path.open("rb") as file:
        found = _ENCRYPTED in file.read(_LARGEST_OLD)
    if found:
        raise Unreadable(Message(_LOCKED))
    return "xls"


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as opened:
            names = set(opened.namelist())
    except (zipfile.BadZipFile, OSError):
        return "zip"
    if "mimetype" in names and "content.xml" in names:
        with archive.opened(path, Limits()) as opened:
            kind = opened.read("mimetype")[:100]
        return "ods" if b"spreadsheet" in kind else "odt"
    inside = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx", "ppt/presentation.xml": "pptx"}
    return next((kind for name, kind in inside.items() if name in names), "zip")


def _of_text(path: Path, limits: Limits) -> Table:
    rows: list[list[str]] = []
    left = limits.cells
    with delimited.opened(path) as stream:
        for row in delimited.rows(stream):
            left -= len(row)
            if len(rows) >= limits.rows or left < 0:
                return Table("", hidden=False, rows=rows, complete=False)
            rows.append(row)
    return Table("", hidden=False, rows=rows)


def _of_page(path: Path, limits: Limits) -> list[Table]:
    with delimited.opened(path) as stream:
        text = stream.read(_LARGEST_OLD)
    tables, _other = webpage.read(text, limits)
    return [Table(str(number), hidden=False, rows=rows) for number, rows in enumerate(tables, 1) if rows]


def _of_sheet(sheet: xlsx.Sheet, limits: Limits) -> Table:
    """Turn cells into rows. Cells that stand far away are no part of the table; they are hidden content (FC-97)."""
    far = set(sheet.far_cells())
    cells = {(r, c): text for r, row in sheet.cells.items() for c, text in row.items() if (r, c) not in far}
    last_row = min(max((r for r, _c in cells), default=0), limits.rows)
    width = min(max((c for _r, c in cells), default=0), _WIDEST)
    rows = [[cells.get((r, c), "") for c in range(1, width + 1)] for r in range(1, last_row + 1)]
    return Table(
        sheet.name,
        sheet.hidden,
        rows,
        complete=sheet.complete and not any(r > last_row or c > width for r, c in cells),
        hidden_rows=frozenset(r - 1 for r in sheet.hidden_rows),
        hidden_columns=frozenset(c - 1 for c in sheet.hidden_columns),
    )


def _with_calamine(path: Path, kind: str, limits: Limits) -> list[Table]:
    if path.stat().st_size > _LARGEST_OLD:
        raise Unreadable(Message(_LARGE))
    if kind == "ods":
        with archive.opened(path, limits):
            pass
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        return list(_sheets(book, limits))
    except python_calamine.PasswordError as error:
        raise Unreadable(Message(_LOCKED)) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable(Message(_DAMAGED)) from error


def _sheets(book: Any, limits: Limits) -> Iterator[Table]:
    left = limits.cells
    for meta in book.sheets_metadata:
        hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
        rows: list[list[str]] = []
        complete = True
        if meta.typ == python_calamine.SheetTypeEnum.WorkSheet:
            for row in book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False, nrows=limits.rows):
                left -= len(row)
                if left < 0:
                    complete = False
                    break
                rows.append([_text(value) for value in row[:_WIDEST]])
        yield Table(meta.name, hidden, rows, complete)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return plain(Decimal(repr(value)))
    if isinstance(value, (date, datetime)):
        return shown(value)
    return unicodedata.normalize("NFC", str(value))


__all__ = ["Limits", "Table", "TooMuch", "Unreadable", "kind_of", "read_tables"]
