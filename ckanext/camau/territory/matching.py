"""Finding an administrative unit by its code or by its name, however it is spelled. Pure.

Nothing is matched by chance: what fits several units gives all of them, a code and a name that disagree give neither.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal

from ckanext.camau.search.canonical import canonical, clean, unaccented
from ckanext.camau.territory.units import Unit, rows, units

Status = Literal["one", "several", "none", "conflict"]

_SPLIT: Final = re.compile(r"\s*[,;–]\s*|\s+-\s+")
_NOTE: Final = re.compile(r"\s*\([^)]*\)\s*$")
_NUMBER: Final = re.compile(r"0+(?=\d)")


@dataclass(frozen=True)
class Match:
    """What fits: ``one`` unit, ``several``, ``none``, or a ``conflict`` of a known code with another name."""

    status: Status
    units: tuple[Unit, ...] = ()
    by: Literal["", "code", "name", "code and name"] = ""

    @property
    def unit(self) -> Unit | None:
        """The unit, when there is exactly one."""
        return self.units[0] if self.status == "one" else None


def match(name: str = "", code: str = "", on: date | None = None) -> Match:
    """Find the unit that a row of a table means.

    :param name: any spelling: marks placed the one way or the other, without marks, composed or not, ``X.``, ``TP.``;
        the unit around it may follow (``Phường 2, TP. Cà Mau``)
    :param code: our code or the official number, with or without leading zeros
    :param on: a day; only units that existed then
    """
    coded, named = _on(by_code(code), on), _on(by_name(name), on)
    both = [unit for unit in coded if unit in named]
    if both:
        return _found(both, "code and name")
    if coded and named:
        return Match("conflict", tuple(dict.fromkeys((*named, *coded))))
    if clean(name) and not named and coded:
        return Match("conflict", tuple(coded))
    return _found(named, "name") if named else _found(coded, "code")


def by_code(code: str) -> list[Unit]:
    """Return the units with a code; a bare number may be that of a present and of a former unit."""
    text = clean(code).lower()
    if text in units():
        exact = units()[text]
        return [exact, *(unit for unit in _numbers().get(text, ()) if unit != exact)]
    return list(_numbers().get(_NUMBER.sub("", text), ()))


def by_name(name: str) -> list[Unit]:
    """Return the units that a name fits, in the order of the code list."""
    first, *around = [part for part in _SPLIT.split(_NOTE.sub("", clean(name))) if part] or [""]
    if not first:
        return []
    found = _fitting(first, units().values())
    for part in around:
        outer = {unit.code for unit in _fitting(part, units().values())}
        found = [unit for unit in found if outer & set(_outer(unit))]
    return found


def _outer(unit: Unit) -> list[str]:
    codes: list[str] = []
    while unit.parent:
        codes.append(unit.parent)
        unit = units()[unit.parent]
    return codes


def _fitting(text: str, among: Collection[Unit]) -> list[Unit]:
    """Marks decide when there are any; a text without marks fits every name that reads the same without them."""
    plain = fold(text) == canonical(text)
    word, rest = _parted(canonical(text))
    key = (fold(word), fold(rest)) if plain else (word, rest)
    return [unit for unit in among if _same(key, _key(unit.code, plain=plain))]


def _same(asked: tuple[str, str], stored: tuple[str, str]) -> bool:
    return asked[1] == stored[1] and asked[0] in ("", stored[0])


@cache
def _key(code: str, *, plain: bool) -> tuple[str, str]:
    name = _SPLIT.split(_NOTE.sub("", units()[code].vi))[0]
    word, rest = _parted(canonical(name))
    return (fold(word), fold(rest)) if plain else (word, rest)


def _parted(text: str) -> tuple[str, str]:
    """Return the word for the kind of unit in full, empty if there is none, and the name behind it."""
    for spelling, word in _words().items():
        rest = text.removeprefix(spelling)
        if rest != text and (rest[:1] in (" ", ".") or rest[:1].isdigit()) and (left := rest.lstrip(" .")):
            return word, left
    return "", text


@cache
def _words() -> Mapping[str, str]:
    """Return the full word for each way of writing the kind of a unit, longest first."""
    known = {canonical(row["spelling"]): canonical(row["word"]) for row in rows("unit_words")}
    known |= {fold(spelling): word for spelling, word in known.items()}
    return dict(sorted(known.items(), key=lambda pair: -len(pair[0])))


@cache
def _numbers() -> Mapping[str, tuple[Unit, ...]]:
    found: dict[str, tuple[Unit, ...]] = {}
    for unit in units().values():
        found[unit.number] = (*found.get(unit.number, ()), unit)
    return found


def fold(text: str) -> str:
    """Return a canonical text without any mark: ``Đất Mũi`` becomes ``dat mui``."""
    return unaccented(canonical(text))


def _on(found: Iterable[Unit], day: date | None) -> list[Unit]:
    if day is None:
        return list(found)
    return [
        unit
        for unit in found
        if (unit.valid_from is None or unit.valid_from <= day) and (unit.valid_to is None or day <= unit.valid_to)
    ]


def _found(found: list[Unit], by: Literal["code", "name", "code and name"]) -> Match:
    if not found:
        return Match("none")
    return Match("one" if len(found) == 1 else "several", tuple(found), by)
