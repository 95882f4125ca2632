"""The catalogue in force on a day for programs and for spreadsheets."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.camau.catalogue.whole import Catalogue, Standing
from ckanext.camau.const import EDITION_TYPE
from ckanext.camau.exports import contents
from ckanext.camau.exports.editions import head
from ckanext.camau.exports.tables import Table
from ckanext.camau.logic import dictize
from ckanext.camau.pages.words import edition_kind


def brief(catalogue: Catalogue) -> dict[str, Any]:
    """Return a catalogue without the content of its entries."""
    return {**_named(catalogue), "entries": [line(entry) for entry in catalogue.entries]}


def as_json(catalogue: Catalogue) -> dict[str, Any]:
    """Return a catalogue with the content of its entries, ordered by record id."""
    public = contents.public([entry.content for entry in catalogue.entries], EDITION_TYPE[catalogue.kind])
    return {
        **_named(catalogue),
        "entries": [
            {
                **line(entry),
                "content_complete": not entry.taken_down and content == entry.content,
                "content": content,
            }
            for entry, content in zip(catalogue.entries, public, strict=True)
        ],
    }


def _named(catalogue: Catalogue) -> dict[str, Any]:
    return {
        "kind": catalogue.kind,
        "on": catalogue.on.isoformat(),
        "catalogue_hash": catalogue.catalogue_hash,
        "count": len(catalogue.entries),
        "editions": catalogue.decisions,
    }


def line(entry: Standing) -> dict[str, Any]:
    """Return what names an entry and what it stands on."""
    same = (
        "record_id", "type", "code", "title", "agency", "version", "content_hash", "act_number", "edition_id", "name",
        "taken_down",
    )  # fmt: skip
    return {
        **{name: getattr(entry, name) for name in same},
        "act_date": dictize.iso(entry.act_date),
        "issued_at": dictize.iso(entry.issued_at),
    }


def table(catalogue: Catalogue) -> Table:
    """Return a catalogue as a table with its listed contents."""
    type_ = EDITION_TYPE[catalogue.kind]
    schema, columns = contents.listed_columns(type_)
    public = contents.public([entry.content for entry in catalogue.entries], type_)
    titles = dictize.reference_titles(public, type_)
    rows = [
        [*_cells(number, entry), *contents.listed_texts(content, type_, titles)]
        for number, (entry, content) in enumerate(zip(catalogue.entries, public, strict=True), 1)
    ]
    header = [
        tk._("No."), *head(), tk._("Number of the issuing document"), tk._("Date of the issuing document"),
        *(schema.fields[name].label_vi for name in columns),
    ]  # fmt: skip
    about = [
        (tk._("As of"), tk.h.camau_date(catalogue.on.isoformat())),
        (tk._("Checksum of the catalogue"), catalogue.catalogue_hash),
    ]
    return Table(edition_kind(catalogue.kind), about, header, rows)


def _cells(number: int, entry: Standing) -> list[Any]:
    title = tk._("(content taken down)") if entry.taken_down else entry.title
    return [
        number, entry.code, title, entry.agency, entry.version, entry.record_id, entry.content_hash,
        entry.act_number, tk.h.camau_date(entry.act_date.isoformat()) if entry.act_date else "",
    ]  # fmt: skip
