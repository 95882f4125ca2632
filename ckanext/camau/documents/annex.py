"""The annex (Phụ lục) of a decision as data: what DOCX, PDF and XLSX print alike. Pure.

For ``database_catalogue`` the contents of ND47 11(4), for ``open_data_list`` the listed fields of D32 8(2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from ckanext.camau.documents import annex_database, annex_dataset
from ckanext.camau.documents.annex_database import Detail
from ckanext.camau.documents.layout import Layout, layout_of
from ckanext.camau.documents.library import OURS, Library
from ckanext.camau.documents.text import CELL_FITS, marked_long, plain

if TYPE_CHECKING:
    from ckanext.camau.catalogue.edition_content import EditionContent

Format = Literal["docx", "pdf", "xlsx"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

Row = Mapping[str, str]
#: Months and days that could be mistaken or completed carry a zero (Decree 30/2020, annex I).
_ZERO_MONTHS: Final = 2
_ZERO_DAYS: Final = 9


@dataclass(frozen=True)
class Annex:
    """An annex ready to be printed; every text is final. ``draft`` is empty once the edition is issued."""

    layout: Layout
    heading: str
    title: str
    issued_by: str
    draft: str
    hash_line: str
    check: str
    digest: str
    rows: tuple[Row, ...]
    details: tuple[Detail, ...]
    groups: tuple[str, ...]
    removals: tuple[Row, ...]

    def context(self) -> dict[str, Any]:
        """Return what templates may name."""
        return {
            "annex": self,
            "words": self.layout.words,
            "rows": self.rows,
            "details": self.details,
            "groups": self.groups,
            "removals": self.removals,
        }


def build(
    content: EditionContent, names: Mapping[str, str] | None = None, address: str = "", library: Library = OURS
) -> Annex:
    """Return the annex of an edition.

    :param names: titles of the records that contents name by id; others are not printed
    :param address: where the hash of the edition is published
    """
    layout = layout_of(content.kind, library)
    kind = annex_database if content.kind == "database_catalogue" else annex_dataset
    present = [entry for entry in content.entries if entry.content]
    groups = annex_database.groups_of(entry.content for entry in present) if layout.matrix else ()
    rows = [_row(layout, entry, kind.cells(layout, entry.content, names or {})) for entry in content.entries]
    details = [
        annex_database.detail(layout, row, entry.content, groups, names or {})
        for row, entry in zip(rows, content.entries, strict=True)
        if layout.matrix and entry.content
    ]
    draft = content.state != "issued"
    return Annex(
        layout=layout,
        heading=layout.words["heading"],
        title=plain(content.title),
        issued_by=_issued_by(layout, content.act),
        draft=layout.words["draft"] if draft else "",
        hash_line=layout.say("hash", hash=content.edition_hash),
        check=layout.say("check_draft" if draft else "check_issued", address=address),
        digest=content.edition_hash,
        rows=tuple(rows),
        details=tuple(details),
        groups=tuple(annex_database.group_name(group) for group in groups),
        removals=tuple(
            _named(layout, {"number": str(number), "note": layout.words["removed"]}, entry)
            for number, entry in enumerate(content.removals, 1)
        ),
    )


def _row(layout: Layout, entry: Any, cells: Row) -> Row:
    """Return every cell of an entry by its key; of one that was taken down only that it was."""
    note = layout.words[entry.change]
    first = _named(layout, {"number": str(entry.position), "note": note}, entry)
    name = "\n".join(text for text in (first["title"], first["code"]) if text)
    row = {**(cells if entry.content else dict.fromkeys(cells, "")), **first, "name": name}
    return {**row, "long": marked_long(max(len(row[column.key]) for column in layout.main), CELL_FITS)}


def _named(layout: Layout, row: Row, entry: Any) -> Row:
    title = layout.words["taken_down"] if getattr(entry, "taken_down", False) else plain(entry.title)
    return {**row, "title": title, "code": plain(entry.code), "agency": plain(entry.agency), "long": ""}


def _issued_by(layout: Layout, act: Any) -> str:
    """Return the line below the title, with blanks while the decision is not signed."""
    blank = layout.words["blank"]
    if act is None:
        number = layout.words["blank_number"]
        return layout.say("issued_by", number=number, day=blank, month=blank, year=blank)
    day: date = act.date if isinstance(act.date, date) else date.fromisoformat(act.date)
    return layout.say(
        "issued_by",
        number=plain(act.number),
        day=f"{day.day:02d}" if day.day <= _ZERO_DAYS else str(day.day),
        month=f"{day.month:02d}" if day.month <= _ZERO_MONTHS else str(day.month),
        year=str(day.year),
    )


def render(
    content: EditionContent,
    format: Format,  # noqa: A002 - the word that addresses and callers use
    names: Mapping[str, str] | None = None,
    address: str = "",
    library: Library = OURS,
) -> bytes:
    """Return the annex of an edition as a file.

    :raises KeyError: an unknown kind of edition
    """
    return printed(build(content, names, address, library), format, library)


def printed(annex: Annex, format: Format, library: Library = OURS) -> bytes:  # noqa: A002
    """Return an annex as a file."""
    from ckanext.camau.documents import annex_pdf, annex_xlsx, docx

    if format == "xlsx":
        return annex_xlsx.render(annex)
    if format == "docx":
        return docx.render(annex.layout.template, annex.context(), annex.title, library)
    return annex_pdf.render(annex, library)
