"""Data dictionaries of the files of a content, held against the stored files (ND47 17(1)(a))."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from ckanext.camau.catalogue import uploads
from ckanext.camau.catalogue.content import Content
from ckanext.camau.files import store
from ckanext.camau.reading import dictionary
from ckanext.camau.reading.layout import layout
from ckanext.camau.reading.limits import Limits, TooMuch, Unreadable
from ckanext.camau.reading.scan.hit import blotted
from ckanext.camau.reading.tables import Table, no_table, read_tables
from ckanext.camau.workflow.problems import FileDictionary

#: So many rows are read; more change nothing that an officer could tell from.
ROWS: Final = 20_000
_TABLES: Final = frozenset({"CSV", "TSV", "XLSX", "XLS", "ODS"})
_ODD: Final = (zipfile.BadZipFile, UnicodeError, OSError, MemoryError, ValueError, RecursionError, TooMuch)


def table_of(resource: Mapping[str, Any], owner_org: str) -> Table:
    """Return the table of a stored file that the agency's record may name.

    :raises Unreadable: no table, no file, or another agency's; its message says which
    """
    sha256 = resource.get("sha256", "")
    if not uploads.usable([sha256], owner_org) or not store.exists(sha256):
        raise Unreadable(no_table(""))
    return _table(sha256, resource.get("mimetype", ""))


def _table(sha256: str, mimetype: str) -> Table:
    try:
        tables = read_tables(store.path_of(sha256), mimetype, limits=Limits(rows=ROWS, seconds=10.0))
    except _ODD as error:
        raise Unreadable(no_table("")) from error
    found = dictionary.shown(tables)
    if found is None:
        raise Unreadable(no_table(""))
    return found


def findings(content: Content, usable: Iterable[str]) -> tuple[FileDictionary, ...]:
    """Return for each stored table whether it has a dictionary, and where both part.

    :param usable: the sha-256 that the content may name
    """
    return tuple(_findings(content, frozenset(usable)))


def _findings(content: Content, usable: frozenset[str]) -> Iterator[FileDictionary]:
    for index, resource in enumerate(content.get("resources", ())):
        sha256 = resource.get("sha256")
        if sha256 not in usable or resource.get("format") not in _TABLES:
            continue
        rows = resource.get("dictionary") or []
        parts = _held(resource, rows)
        if parts is not None:
            name = blotted(resource.get("name") or str(index + 1))
            told = tuple(map(_blotted, parts)) if rows else ()
            yield FileDictionary(f"resources/{index}/dictionary", name, bool(rows), told)


def _blotted(mismatch: dictionary.Mismatch) -> dictionary.Mismatch:
    """Return it without what may be somebody's number: a file without headings has data in their place (R24)."""
    return replace(mismatch, column=blotted(mismatch.column))


def _held(resource: Mapping[str, Any], rows: Sequence[Mapping[str, str]]) -> tuple[dictionary.Mismatch, ...] | None:
    return _parts(resource["sha256"], resource.get("mimetype", ""), json.dumps(rows, sort_keys=True))


@lru_cache(maxsize=1_000)
def _parts(sha256: str, mimetype: str, rows: str) -> tuple[dictionary.Mismatch, ...] | None:
    """Return where a dictionary and a file part, None if the file is no table. Bytes never change under their hash."""
    if not store.exists(sha256):
        return None
    try:
        table = _table(sha256, mimetype)
    except Unreadable:
        return None
    return tuple(dictionary.check(json.loads(rows), table))


def proposal(resource: Mapping[str, Any], owner_org: str) -> tuple[list[dictionary.Row], tuple[str, ...]]:
    """Return the proposed rows of a stored file, and the columns whose empty or equal headings got a number.

    :raises Unreadable: see ``table_of``
    """
    table = table_of(resource, owner_org)
    return dictionary.propose(table), layout(table).renamed


def compared(
    resource: Mapping[str, Any], rows: Sequence[Mapping[str, str]], owner_org: str
) -> tuple[dictionary.Mismatch, ...] | None:
    """Return where these rows and a stored file part; None if it is no table, or none that the agency may name."""
    return _held(resource, rows) if uploads.usable([resource.get("sha256", "")], owner_org) else None
