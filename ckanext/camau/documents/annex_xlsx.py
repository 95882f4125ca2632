"""The annex as a workbook: all columns flat, the matrix of data items on a sheet of its own. Pure."""

from __future__ import annotations

from ckanext.camau.documents import xlsx
from ckanext.camau.documents.annex import Annex
from ckanext.camau.documents.layout import Column


def render(annex: Annex) -> bytes:
    """Return an annex as a workbook."""
    names = annex.layout.names
    sheets = [_sheet(annex, names["main_sheet"], annex.layout.flat, annex.rows, repeated=3)]
    if annex.details:
        sheets.append(_matrix(annex))
    if annex.removals:
        sheets.append(_sheet(annex, names["removals_sheet"], _narrow(annex.layout.removals), annex.removals))
    words = annex.layout.words
    margins = xlsx.Margins(annex.draft, annex.hash_line, words["page"], words["continued"])
    return xlsx.workbook(sheets, margins, annex.title)


def _sheet(annex: Annex, name: str, columns: tuple[Column, ...], rows: tuple, repeated: int = 1) -> xlsx.Sheet:
    heading = f"{annex.heading} – {annex.draft}" if annex.draft else annex.heading
    above = (heading, annex.title, annex.issued_by, annex.hash_line, annex.check)
    return xlsx.Sheet(name, above, columns, rows, repeated)


def _matrix(annex: Annex) -> xlsx.Sheet:
    """One row an item, one column a user group, in each cell the mode (ND47 11(4)(d))."""
    *first, last = annex.layout.matrix
    groups = [Column(f"group-{place}", name, 16) for place, name in enumerate(annex.groups)]
    rows = tuple(
        {
            "number": detail.number,
            "title": detail.title,
            "code": detail.code,
            "item_number": item.number,
            "item_code": item.code,
            "item_name": item.name,
            "item_description": item.description,
            "delivered_by": item.delivered_by,
            **{f"group-{place}": cell for place, cell in enumerate(item.cells)},
        }
        for detail in annex.details
        for item in detail.items
    )
    return _sheet(annex, annex.layout.names["matrix_sheet"], (*first, *groups, last), rows, repeated=3)


def _narrow(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return columns that are measured in millimetres of paper in characters."""
    return tuple(Column(column.key, column.heading, max(8, column.width / 2)) for column in columns)
