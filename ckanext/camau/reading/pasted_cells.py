"""Cells of a pasted table: which column of the schema one belongs to, and what its text means. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from ckanext.camau.catalogue.content import text as clean
from ckanext.camau.dates import iso_date
from ckanext.camau.schemas.fields import Field
from ckanext.camau.search.canonical import unaccented

_WORDS: Final = Path(__file__).parent / "data" / "pasted.yaml"
_BETWEEN: Final = re.compile(r"[;\n|]")
_SPACES: Final = re.compile(r"\s+")

#: What a cell gives to the row: values by the name of the field, or None when it is not understood.
Reading = dict[str, Any] | None
Reader = Callable[[str, Callable[[str], str | None]], Reading]


@dataclass(frozen=True)
class Column:
    """A column of the pasted table: its name for people and how its cells are read."""

    label: str
    read: Reader


def fold(text: str) -> str:
    """Return the text without accents, capitals, outer marks and double blanks, for comparing."""
    return _SPACES.sub(" ", unaccented(clean(text))).strip(" :*.")


@cache
def _all_words() -> dict[str, Any]:
    return yaml.safe_load(_WORDS.read_text(encoding="utf-8"))


@cache
def words(kind: str) -> frozenset[str]:
    """Return the folded words of a kind."""
    return frozenset(map(fold, _all_words()[kind]))


@cache
def _ways() -> dict[str, str]:
    return {fold(word): way for way, names in _all_words()["ways"].items() for word in names}


def columns_of(table: Field) -> dict[str, Column]:
    """Return the columns that a heading may name, by folded name: labels, field names, and groups of the matrix."""
    found: dict[str, Column] = {}
    for group, column in _groups(table):
        found[fold(group)] = column
    for name, field in table.row_fields.items():
        column = Column(field.label_vi, _reader(field))
        found |= {fold(key): column for key in (name, field.label_en, field.label_vi)}
    return found


def in_order(table: Field) -> Iterator[Column]:
    """Yield the columns in the order of the schema, for a table without a heading."""
    for field in table.row_fields.values():
        yield Column(field.label_vi, _reader(field))


def _groups(table: Field) -> Iterator[tuple[str, Column]]:
    """Yield a column for each user group of a matrix: its cells say in which way the group gets the item."""
    if not set(_all_words()["ways"]) <= table.row_fields.keys():
        return
    codes = table.row_fields["open_to"].codes
    for code in codes.codes if codes else ():
        label = codes.label(code) if codes else code
        column = Column(label, _way_reader(code))
        yield label, column
        yield code, column


def _way_reader(code: str) -> Reader:
    def read(cell: str, _lookup: Callable[[str], str | None]) -> Reading:
        if fold(cell) in words("empty"):
            return {}
        found = [_ways().get(fold(part)) for part in _BETWEEN.split(cell) if part.strip()]
        return None if None in found else {str(way): [code] for way in found}

    return read


def _reader(field: Field) -> Reader:
    def read(cell: str, lookup: Callable[[str], str | None]) -> Reading:
        value = _value(field, cell, lookup)
        return None if value is None else {field.name: value} if value else {}

    return read


def _value(field: Field, cell: str, lookup: Callable[[str], str | None]) -> Any:
    """Return the value of a cell, empty when it says nothing, None when it is not understood."""
    if field.kind == "boolean":
        folded = fold(cell)
        return "true" if folded in words("yes") else "false" if folded in words("no") else None
    if field.kind == "references":
        ids = [lookup(part.strip()) for part in _BETWEEN.split(cell) if part.strip()]
        return None if None in ids else ids
    if field.codes:
        return _codes(field, cell) if field.is_list else _code(field, cell)
    if field.kind == "date":
        return iso_date(cell)
    return [clean(part) for part in _BETWEEN.split(cell) if part.strip()] if field.is_list else clean(cell)


def _code(field: Field, cell: str) -> str | None:
    return _known(field).get(fold(cell), "" if fold(cell) in words("empty") else None)


def _codes(field: Field, cell: str) -> list[str] | None:
    if fold(cell) in words("empty"):
        return []
    found = [_known(field).get(fold(part)) for part in _BETWEEN.split(cell) if part.strip()]
    return None if None in found else [code for code in found if code]


def _known(field: Field) -> dict[str, str]:
    codes = field.codes
    if codes is None:
        return {}
    named = {fold(name): code for code in codes.codes for name in (codes.label(code, "en"), codes.label(code))}
    return {**named, **{fold(code): code for code in codes.codes}}
