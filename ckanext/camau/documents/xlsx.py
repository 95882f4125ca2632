"""Tables as a workbook that prints well; every cell is text, whatever it begins with. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ckanext.camau.documents.layout import Column

_A4: Final = 9
_FONT: Final = "Times New Roman"
#: The longest text that a cell of a workbook holds; the rest goes into rows beneath.
CELL: Final = 32_767
_NAME: Final = 31
#: What a program that opens the cell for writing would take for a formula.
_FORMULA: Final = ("=", "+", "-", "@")
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True)
class Sheet:
    """A sheet: lines above the table, its columns and rows by key; ``repeated`` columns stand on each page."""

    name: str
    above: Sequence[str]
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, str]]
    repeated: int = 1


@dataclass(frozen=True)
class Margins:
    """What stands on each page, and in a row that continues a cell."""

    header: str
    footer: str
    page: str
    continued: str


def workbook(sheets: Sequence[Sheet], margins: Margins, title: str) -> bytes:
    """Return sheets as a file."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"title": title})
        formats = _formats(book)
        for sheet in sheets:
            page = book.add_worksheet(sheet.name[:_NAME])
            _fill(page, sheet, formats, margins)
            _set_up(page, sheet, margins)
    return stream.getvalue()


def _formats(book: Any) -> dict[str, Format]:
    cell = {"font_name": _FONT, "font_size": 11, "text_wrap": True, "valign": "top", "border": 1, "num_format": "@"}
    above = {"font_name": _FONT, "font_size": 12, "num_format": "@"}
    return {
        "above": book.add_format(above),
        "first": book.add_format({**above, "bold": True, "font_size": 14}),
        "head": book.add_format({**cell, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#EEEEEE"}),
        "cell": book.add_format(cell),
        # Edited in a spreadsheet, such a text stays one.
        "quoted": book.add_format({**cell, "quote_prefix": True}),
    }


def _fill(page: Worksheet, sheet: Sheet, formats: Mapping[str, Format], margins: Margins) -> None:
    for line, text in enumerate(sheet.above):
        page.write_string(line, 0, text, formats["first" if line <= 1 else "above"])
    head = len(sheet.above)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(head, place, column.heading, formats["head"])
    rows = (part for row in sheet.rows for part in _parts(row, sheet, margins.continued))
    for line, row in enumerate(rows, head + 1):
        for place, column in enumerate(sheet.columns):
            text = row.get(column.key, "")
            page.write_string(line, place, text, formats["quoted" if text.startswith(_FORMULA) else "cell"])


def _parts(row: Mapping[str, str], sheet: Sheet, continued: str) -> Iterator[Mapping[str, str]]:
    """Yield a row, and rows beneath it with what does not fit into its cells."""
    yield {key: text[:CELL] for key, text in row.items()}
    rest = {column.key: row[column.key][CELL:] for column in sheet.columns if len(row.get(column.key, "")) > CELL}
    if rest:
        first = sheet.columns[0].key
        yield from _parts({first: f"{row[first]} {continued}", **rest}, sheet, continued)


def _set_up(page: Worksheet, sheet: Sheet, margins: Margins) -> None:
    head = len(sheet.above)
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.5, right=0.4, top=0.8, bottom=0.9)
    page.set_print_scale(70)
    page.freeze_panes(head + 1, sheet.repeated)
    page.repeat_rows(head)
    page.repeat_columns(0, sheet.repeated - 1)
    page.set_v_pagebreaks([place for place, column in enumerate(sheet.columns) if column.new_page])
    page.set_header(f"&C{_safe(margins.header)}" if margins.header else "")
    page.set_footer(f"&L&8{_safe(margins.footer)}&R&8{_safe(margins.page)} &P/&N")


def _safe(text: str) -> str:
    """Return text for a margin, where an ampersand begins a command."""
    return text.replace("&", "&&")
