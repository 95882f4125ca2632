"""Tables as CSV and XLSX in which no cell is ever a formula. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter

#: What a spreadsheet takes for the beginning of a formula, be it behind blanks.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
#: XLSX holds no longer text in one cell.
_LONGEST: Final = 32_767
_CUT: Final = " […]"
_OPTIONS: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
_WIDEST: Final = 60


@dataclass(frozen=True)
class Table:
    """A table with a title, lines that tell where it comes from, and columns."""

    title: str
    about: Sequence[tuple[str, str]]
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]


def as_text(value: Any) -> str:
    """Return a cell for CSV: what a spreadsheet would take for a formula begins with an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def to_csv(table: Table) -> bytes:
    """Return a table as CSV: UTF-8 with its mark (so that spreadsheets read it), comma, CR LF, as RFC 4180 says."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([as_text(cell) for cell in table.header])
    writer.writerows([as_text(cell) for cell in row] for row in table.rows)
    return stream.getvalue().encode("utf-8-sig")


def to_xlsx(table: Table) -> bytes:
    """Return a table as a workbook: title and origin above it, the header frozen; a text stays a text."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"title": table.title})
        sheet: Any = book.add_worksheet()
        bold: Any = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain: Any = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.write_string(0, 0, _fitting(table.title), book.add_format({"bold": True, "font_size": 14}))
        for line, (label, value) in enumerate(table.about, 1):
            sheet.write_string(line, 0, _fitting(f"{label}: {value}"))
        top = len(table.about) + 2
        _write_rows(sheet, top, [table.header], bold)
        _write_rows(sheet, top + 1, table.rows, plain)
        for column, width in enumerate(_widths(table)):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, top + len(table.rows), max(len(table.header) - 1, 0))
    return stream.getvalue()


def _write_rows(sheet: Any, top: int, rows: Iterable[Sequence[Any]], style: Any) -> None:
    for line, row in enumerate(rows, top):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(line, column, cell, style)
            elif cell not in (None, ""):
                sheet.write_string(line, column, _fitting(str(cell)), style)


def _fitting(text: str) -> str:
    """A longer text is cut visibly; the JSON export has all of it."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


def _widths(table: Table) -> list[int]:
    sample = [table.header, *table.rows[:100]]
    return [min(max(len(str(row[column] or "")) for row in sample) + 2, _WIDEST) for column in range(len(table.header))]
