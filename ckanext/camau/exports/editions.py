"""An issued edition for programs and for spreadsheets."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.camau.catalogue.edition_content import EditionContent, EntryContent, RemovalContent
from ckanext.camau.const import EDITION_TYPE
from ckanext.camau.exports import contents
from ckanext.camau.exports.tables import Table
from ckanext.camau.logic import dictize
from ckanext.camau.pages.words import edition_kind


def as_json(edition: EditionContent, shown: dict[str, Any]) -> dict[str, Any]:
    """Return an edition with the content of its entries.

    :param shown: the edition as ``camau_edition_show`` gives it: what names it, its act and corrections
    :returns: ``content_complete`` tells of each entry whether ``content`` is all that ``content_hash`` was made of
    """
    public = contents.public([entry.content for entry in edition.entries], EDITION_TYPE[edition.kind])
    same = ("id", "kind", "title", "edition_hash", "issued_at", "act", "corrections", "previous")
    return {
        **{key: shown[key] for key in same},
        "entries": [_entry(entry, content) for entry, content in zip(edition.entries, public, strict=True)],
        "removals": [_line(removal) for removal in edition.removals],
    }


def _entry(entry: EntryContent, content: dict[str, Any]) -> dict[str, Any]:
    return {
        **_line(entry),
        "change": entry.change,
        "content_complete": not entry.taken_down and content == entry.content,
        "content": content,
    }


def _line(entry: EntryContent | RemovalContent) -> dict[str, Any]:
    same = ("position", "record_id", "type", "code", "title", "agency", "version", "content_hash", "taken_down")
    return {name: getattr(entry, name) for name in same}


def table(edition: EditionContent, shown: dict[str, Any]) -> Table:
    """Return an edition as a table: its entries, then what it takes out, each with its hash and its listed contents."""
    type_ = EDITION_TYPE[edition.kind]
    schema, columns = contents.listed_columns(type_)
    public = contents.public([entry.content for entry in edition.entries], type_)
    titles = dictize.reference_titles(public, type_)
    words = {"added": tk._("New"), "changed": tk._("Changed"), "removed": tk._("Taken out of the catalogue")}
    rows = [
        [*_cells(entry, words[entry.change]), *contents.listed_texts(content, type_, titles)]
        for entry, content in zip(edition.entries, public, strict=True)
    ]
    rows += [[*_cells(removal, words["removed"]), *[""] * len(columns)] for removal in edition.removals]
    header = [tk._("Order"), tk._("Change"), *head(), *(schema.fields[name].label_vi for name in columns)]
    return Table(edition.title, _about(edition, shown), header, rows)


def head() -> list[str]:
    """Return the headings of what names a record in a table."""
    return [
        tk._("Code"), tk._("Name"), tk._("Agency"), tk._("Version"), tk._("Identifier of the record"),
        tk._("Content hash"),
    ]  # fmt: skip


def _cells(entry: EntryContent | RemovalContent, change: str) -> list[Any]:
    title = tk._("(content taken down)") if entry.taken_down else entry.title
    return [
        entry.position, change, entry.code, title, entry.agency, entry.version, entry.record_id, entry.content_hash,
    ]  # fmt: skip


def _about(edition: EditionContent, shown: dict[str, Any]) -> list[tuple[str, str]]:
    act = shown["act"]
    return [
        (tk._("Kind"), edition_kind(edition.kind)),
        (tk._("Issuing document"), f"{act['number']}, {tk.h.camau_date(act['date'])}, {act['issuing_body']}"),
        (tk._("Checksum of this edition"), edition.edition_hash),
    ]
