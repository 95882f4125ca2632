"""Tables of a web page, such as state software exports under the name .xls (FC-68). Scripts are not text."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser
from typing import Final

from ckanext.camau.reading.limits import Limits

_SILENT: Final = frozenset({"script", "style", "template", "noscript", "head"})
_WIDEST: Final = 1_000


class _Page(HTMLParser):
    """Collects tables as rows of ``(text, columns, rows)``; a cell over several columns keeps its text once."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[tuple[str, int, int]]]] = []
        self.other: list[str] = []
        self._limits = limits
        self._silent = 0
        self._cell: list[str] | None = None
        self._span: tuple[int, int] = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell."""
        if tag in _SILENT:
            self._silent += tag != "head"
        elif tag == "table":
            self._close()
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._close()
            self.tables[-1].append([])
            self._limits.check_time()
        elif tag in {"td", "th"} and self.tables:
            self._close()
            told = dict(attrs)
            self._span = (_count(told.get("colspan")), _count(told.get("rowspan")))
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End them."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - (tag != "head"))
        elif tag in {"td", "th", "tr", "table"}:
            self._close()

    def handle_data(self, data: str) -> None:
        """Take a text, unless it is a script's."""
        if self._silent:
            return
        if self._cell is not None:
            self._cell.append(data)
        elif data.strip():
            self.other.append(data.strip())

    def _close(self) -> None:
        if self._cell is None:
            return
        if not self.tables[-1]:
            self.tables[-1].append([])
        text = unicodedata.normalize("NFC", "".join(self._cell).strip())
        columns, rows = self._span
        self.tables[-1][-1].append((text, columns, rows))
        self._cell = None


def _count(text: str | None) -> int:
    return min(_WIDEST, max(1, int(text))) if text and text.isdecimal() and len(text) < 6 else 1  # noqa: PLR2004


def read(html: str, limits: Limits) -> tuple[list[list[list[str]]], list[str]]:
    """Return the tables of a page as rows of texts, and its other texts."""
    page = _Page(limits)
    page.feed(html)
    page.close()
    return [_grid(table, limits) for table in page.tables], page.other


def _grid(table: list[list[tuple[str, int, int]]], limits: Limits) -> list[list[str]]:
    """Put each text once, at the first of the places that its cell covers."""
    taken: dict[int, int] = {}
    grid: list[list[str]] = []
    for cells in table[: limits.rows]:
        row: list[str] = []
        for text, columns, rows in cells:
            while taken.get(len(row), 0):
                row.append("")
            for step in range(columns):
                if rows > 1:
                    taken[len(row)] = rows
                row.append(text if step == 0 else "")
        grid.append(row)
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
    return grid
