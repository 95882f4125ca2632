"""Word templates filled in: every value is text, whatever is in it. Pure."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from ckanext.camau.documents.library import OURS, Library
from ckanext.camau.documents.text import CELL_FITS

_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB: Final = '</w:t><w:tab/><w:t xml:space="preserve">'
#: docxtpl turns some pairs of these into template marks after it has filled in the values.
_BRACES: Final = str.maketrans({"{": "&#123;", "}": "&#125;", "%": "&#37;"})


def render(template: str, context: Mapping[str, Any], title: str, library: Library = OURS) -> bytes:
    """Return a Word template filled in.

    :raises jinja2.TemplateError: the template is wrong, or names what is not there
    """
    document = DocxTemplate(library.path(template))
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=as_xml)
    document.render(dict(context), environment)
    _level(document.docx)
    _let_long_rows_break(document.docx)
    document.core_properties.title = title[:255]
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_xml(value: Any) -> Any:
    """Return a value as the inside of a run: marks escaped, lines and tabs as Word has them."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    text = str(escape(value)).translate(_BRACES)
    return Markup(text.replace("\n", _BREAK).replace("\t", _TAB))  # noqa: S704 - escaped above


def _let_long_rows_break(document: Any) -> None:
    """Let a row that may be longer than a page go on on the next one; every other row stays whole."""
    for mark in list(document.element.body.iter(qn("w:cantSplit"))):
        row = mark.getparent().getparent()
        letters = (sum(len(text.text or "") for text in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc")))
        if max(letters, default=0) > CELL_FITS:
            mark.getparent().remove(mark)


def _level(document: Any) -> None:
    """Give tables whose columns were repeated their full width again, each cell in the proportion of the template."""
    for table in document.element.body.iter(qn("w:tbl")):
        _order_spans(table)
        grid = table.find(qn("w:tblGrid")).findall(qn("w:gridCol"))
        total = sum(int(column.get(qn("w:w"))) for column in grid)
        cells = max(
            (row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))),
            key=lambda found: sum(_span(cell) == 1 for cell in found),
        )
        widths = [_width(cell) for cell in cells]
        if len(cells) != len(grid) or 0 in widths:
            continue
        scaled = [width * total // sum(widths) for width in widths]
        for column, width in zip(grid, scaled, strict=True):
            column.set(qn("w:w"), str(width))
        _set_cells(table, scaled)


def _order_spans(table: Any) -> None:
    """Put the span of a cell behind its width, where Word wants it."""
    for span in list(table.iter(qn("w:gridSpan"))):
        width = span.getparent().find(qn("w:tcW"))
        if width is not None:
            width.addnext(span)


def _set_cells(table: Any, widths: list[int]) -> None:
    for row in table.findall(qn("w:tr")):
        place = 0
        for cell in row.findall(qn("w:tc")):
            span = _span(cell)
            if (found := cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")) is not None:
                found.set(qn("w:w"), str(sum(widths[place : place + span])))
            place += span


def _span(cell: Any) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return int(found.get(qn("w:val"))) if found is not None else 1


def _width(cell: Any) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    return int(found.get(qn("w:w"))) if found is not None else 0
