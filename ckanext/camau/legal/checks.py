"""What an edit of the register must fulfil: every problem at once, each at its field. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from ckanext.camau.legal import basis
from ckanext.camau.legal.register import Register, span_of
from ckanext.camau.legal.seed import DATES, Data, Kind
from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.workflow.messages import N_, Message

Problems = Iterator[tuple[str, Message]]

_REQUIRED: Final[Mapping[Kind, tuple[str, ...]]] = {
    "document": ("kind", "number", "title", "issuing_body", "citation_vi", "citation_en", "check"),
    "provision": ("summary",),
    "term": ("name_vi", "name_en", "unit", "legal_basis", "valid_from"),
}
_CODES: Final[Mapping[str, str]] = {"kind": "legal_kind", "check": "legal_check", "unit": "term_unit"}
_REFERENCES: Final = ("replaced_by", "cited_by", "legal_basis")
_COUNTED: Final = frozenset({"working_day", "day", "month"})
_LARGEST: Final = 1_000
#: Keys of one calendar year: 29/2 does not come every year.
_ANY_YEAR: Final = 2025


def problems(kind: Kind, key: str, data: Data, register: Register) -> dict[str, list[Message]]:
    """Return what is wrong with an entry that somebody wants to store, by field."""
    found: dict[str, list[Message]] = {}
    checks = (_key(kind, key, register), _filled(kind, data), _codes(data), _days(data), _named(key, data, register))
    for problems_of in (*checks, *((_value(data), _alone(key, data, register)) if kind == "term" else ())):
        for field, message in problems_of:
            found.setdefault(field, []).append(message)
    return found


def _key(kind: Kind, key: str, register: Register) -> Problems:
    if kind == "term":
        return
    try:
        given = basis.one(key)
    except basis.BasisError:
        given = None
    if given is None or given.key != key or (given.article is None) != (kind == "document"):
        yield "key", Message(N_("Give a key such as ND47 or TT24/2011, for a provision with its place: ND47 11(4)(b)."))
    elif kind == "provision" and given.document not in register.documents:
        yield "key", Message(N_("The register has no document %(key)s: enter it first."), {"key": given.document})


def _filled(kind: Kind, data: Data) -> Problems:
    for name in _REQUIRED[kind]:
        if not data.get(name):
            yield name, Message(N_("Fill this in."))


def _codes(data: Data) -> Problems:
    for name, list_name in _CODES.items():
        if data.get(name) and data[name] not in code_list(list_name):
            yield name, Message(N_("Choose one of the values of the list."))


def _days(data: Data) -> Problems:
    wrong = [name for name in sorted(DATES) if data.get(name) and not _is_day(data[name])]
    for name in wrong:
        yield name, Message(N_("Give a date as YYYY-MM-DD."))
    if not wrong and data.get("valid_from") and data.get("valid_to") and data["valid_to"] < data["valid_from"]:
        yield "valid_to", Message(N_("The end of validity lies before its beginning."))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _named(key: str, data: Data, register: Register) -> Problems:
    for name in _REFERENCES:
        text = data.get(name)
        if not text:
            continue
        try:
            unknown = register.missing(text)
        except basis.BasisError:
            yield name, Message(N_("Write it like this: ND47 11(4)(b), 25(1); D32 6(1)."))
            continue
        if unknown:
            yield name, Message(N_("The register has no entry %(keys)s: enter it first."), {"keys": ", ".join(unknown)})
        if name == "replaced_by" and key in {found.key for found in basis.parse(text)}:
            yield name, Message(N_("An entry cannot replace itself."))


def _value(data: Data) -> Problems:
    unit, value = data.get("unit", ""), data.get("value", "")
    fits: Callable[[str], object] = _FITS.get("counted" if unit in _COUNTED else unit, lambda _value: True)
    if not fits(value):
        yield "value", Message(_VALUES["counted" if unit in _COUNTED else unit])


def _is_day_of_year(text: str) -> bool:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})", text)
    return bool(found) and _is_day(f"{_ANY_YEAR}-{int(found[2]):02d}-{int(found[1]):02d}")


_FITS: Final[Mapping[str, Callable[[str], object]]] = {
    "counted": lambda value: value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= _LARGEST,
    "fixed_date": _is_day_of_year,
    "immediately": lambda value: not value,
}
_VALUES: Final[Mapping[str, str]] = {
    "counted": N_("Give a whole number from 1 to 1,000."),
    "fixed_date": N_("Give a day and a month, such as 31/12."),
    "immediately": N_("Leave this empty: the unit says it all."),
}


def _alone(key: str, data: Data, register: Register) -> Problems:
    """Two values of one term may not hold on the same day."""
    if any(data.get(name) and not _is_day(data[name]) for name in DATES):
        return
    own = span_of(data)
    for other, theirs in register.terms_named(data.get("term", "")):
        if other != key and own.meets(span_of(theirs)):
            yield (
                "valid_from",
                Message(N_("On some of these days %(key)s is in force already: end that one first."), {"key": other}),
            )
