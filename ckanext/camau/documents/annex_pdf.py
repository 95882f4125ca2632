"""The annex as PDF, set in parts: one page description of a large annex would need gigabytes. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pypdf import PdfReader, PdfWriter

from ckanext.camau.documents import pdf
from ckanext.camau.documents.annex import Annex, Row
from ckanext.camau.documents.annex_database import Detail
from ckanext.camau.documents.library import OURS, Library

#: So many entries, or blocks of a database, are set at once.
AT_ONCE: Final = 60


@dataclass(frozen=True)
class Part:
    """A run of the annex: ``begins_*`` say whether its heading stands above it."""

    rows: Sequence[Row] = ()
    details: Sequence[Detail] = ()
    removals: Sequence[Row] = ()
    begins_rows: bool = False
    begins_details: bool = False


def render(annex: Annex, library: Library = OURS, at_once: int = AT_ONCE) -> bytes:
    """Return an annex as PDF, its pages numbered through."""
    writer = PdfWriter()
    for part in parts(annex, at_once):
        context = {**annex.context(), **vars(part), "pages_before": len(writer.pages)}
        writer.append(PdfReader(io.BytesIO(pdf.render("annex.html", context, library))))
    writer.add_metadata({"/Title": f"{annex.heading}: {annex.title}"})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def parts(annex: Annex, at_once: int) -> Iterator[Part]:
    """Yield the runs in which an annex is set: all of it at once if it is short."""
    if len(annex.rows) <= at_once:
        yield Part(annex.rows, annex.details, annex.removals, begins_rows=True, begins_details=True)
        return
    for start, run in _runs(annex.rows, at_once):
        yield Part(rows=run, begins_rows=start == 0)
    for start, run in _runs(annex.details, at_once):
        yield Part(details=run, begins_details=start == 0)
    if annex.removals:
        yield Part(removals=annex.removals)


def _runs(items: Sequence[Any], at_once: int) -> Iterator[tuple[int, Sequence[Any]]]:
    for start in range(0, len(items), at_once):
        yield start, items[start : start + at_once]
