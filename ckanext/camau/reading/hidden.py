"""What a workbook hides: sheets, rows, columns, comments, cells that stand far away (FC-97)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ckanext.camau.reading import archive
from ckanext.camau.reading.limits import Limits
from ckanext.camau.reading.xlsx import Sheet, letters

_LISTED = 20


@dataclass(frozen=True)
class Hidden:
    """Something hidden: its kind, the sheet, where on it, how much, and the text that it holds (never shown)."""

    kind: str
    sheet: str
    where: str = ""
    count: int = 1
    rows: tuple[int, ...] = ()
    text: str = ""


def in_sheet(sheet: Sheet) -> Iterator[Hidden]:
    """Yield what a sheet of an XLSX hides; hidden rows and columns count only where something stands in them."""
    if sheet.hidden:
        text = _text(sheet.cells)
        yield Hidden("hidden_sheet", sheet.name, count=len(sheet.cells) or 1, text=text)
    rows = {r: cells for r, cells in sheet.cells.items() if r in sheet.hidden_rows}
    if rows:
        yield Hidden("hidden_rows", sheet.name, "", len(rows), tuple(sorted(rows)[:5]), _text(rows))
    in_columns = {
        r: found
        for r, cells in sheet.cells.items()
        if (found := {c: text for c, text in cells.items() if c in sheet.hidden_columns})
    }
    if in_columns:
        columns = sorted({c for cells in in_columns.values() for c in cells})
        where = ", ".join(letters(c) for c in columns[:_LISTED])
        yield Hidden("hidden_columns", sheet.name, where, len(columns), text=_text(in_columns))
    if sheet.comments:
        where = ", ".join(ref for ref, _comment in sheet.comments[:_LISTED])
        text = "\n".join(f"{ref} {comment}" for ref, comment in sheet.comments)
        yield Hidden("comments", sheet.name, where, len(sheet.comments), text=text)
    if far := sheet.far_cells():
        where = ", ".join(f"{letters(c)}{r}" for r, c in far[:_LISTED])
        text = "\n".join(sheet.cells[r][c] for r, c in far)
        yield Hidden("far_cells", sheet.name, where, len(far), tuple(r for r, _c in far[:5]), text)


def _text(cells: dict[int, dict[int, str]]) -> str:
    return "\n".join(f"{r} {c} {text}" for r, row in cells.items() for c, text in row.items())


def in_ods(path: Path, limits: Limits) -> list[Hidden]:
    """Return what an ODS hides: rows, columns, comments. Its hidden sheets are told by the reader of tables."""
    found: dict[tuple[str, str], int] = {}
    texts: dict[tuple[str, str], list[str]] = {}
    with archive.opened(path, limits) as opened, opened.open("content.xml") as stream:
        for tag, element in archive.elements(stream, limits):
            if tag != "table":
                continue
            name = _attribute(element, "name")
            for kind, text in _in_table(element):
                found[name, kind] = found.get((name, kind), 0) + 1
                texts.setdefault((name, kind), []).append(text)
            element.clear()
    return [Hidden(kind, name, count=count, text="\n".join(texts[name, kind])) for (name, kind), count in found.items()]


def _in_table(table: Any) -> Iterator[tuple[str, str]]:
    for element in table.iter():
        tag = archive.local(element.tag)
        text = "".join(element.itertext()).strip() if tag in {"table-row", "annotation"} else ""
        shown = _attribute(element, "visibility") in {"", "visible"}
        if tag == "table-row" and not shown and text:
            yield "hidden_rows", text
        elif tag == "table-column" and not shown:
            yield "hidden_columns", _attribute(element, "number-columns-repeated")
        elif tag == "annotation":
            yield "comments", text


def _attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.attrib.items() if archive.local(key) == name), "")
