"""Administrative units, present and former, and what became of each (NQ202/2025, NQ1655/2025). Pure.

A former unit has a code of its own, ``old-`` and the number that it had: many numbers went on to a new unit with other
borders. The data know which former commune went into which new one, whole or in part; a former district is known
through the communes that lay in it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Literal

from ckanext.camau.schemas.code_lists import Code, code_list

Level = Literal["province", "district", "commune"]
Extent = Literal["whole", "part"]

DATA: Final = Path(__file__).parent / "data"
OLD: Final = "old-"
_LEVELS: Final[Mapping[int, Level]] = {2: "province", 3: "district", 5: "commune"}


@dataclass(frozen=True)
class Unit:
    """An administrative unit; ``vi`` and ``en`` are its names, ``parent`` the code of the unit in which it lies."""

    code: str
    vi: str
    en: str
    level: Level
    valid_from: date | None
    valid_to: date | None
    parent: str

    @property
    def historic(self) -> bool:
        """Whether the unit has ended."""
        return self.code.startswith(OLD)

    @property
    def number(self) -> str:
        """The official number, without our mark of former units."""
        return self.code.removeprefix(OLD)

    def name(self, lang: str = "vi") -> str:
        """Return the name in Vietnamese, or in English when ``lang`` asks for it."""
        return self.en if lang == "en" and self.en else self.vi


@dataclass(frozen=True)
class Link:
    """A succession. ``extent`` tells how much of the predecessor came to the successor, ``document`` by which law."""

    predecessor: str
    successor: str
    extent: Extent
    day: date
    document: str


@cache
def units() -> Mapping[str, Unit]:
    """Return every unit by its code, in the order of the code list ``place``."""
    parents = {row["code"]: row["parent"] for row in rows("place_parent")}
    return {code: _unit(entry, parents.get(code, "")) for code, entry in code_list("place").entries.items()}


def unit(code: str) -> Unit | None:
    """Return a unit, None when the code is unknown."""
    return units().get(code)


def children(code: str) -> list[Unit]:
    """Return the units that lie, or lay, directly in one."""
    return [found for found in units().values() if found.parent == code]


def successors(code: str) -> list[Link]:
    """Return what a unit became: links, those of the whole first.

    For a former district the data name the new communes that got a part of it, through the communes that lay in it.
    """
    found = _by_predecessor().get(code, [])
    return found or _of_district(code)


def predecessors(code: str) -> list[Link]:
    """Return what came into a unit, whole ones first: former communes for a commune, provinces for the province."""
    return sorted(_by_successor().get(code, []), key=lambda link: link.extent == "part")


def former_districts(code: str) -> list[str]:
    """Return the former districts from whose communes a present commune was made."""
    found = (units()[link.predecessor].parent for link in predecessors(code))
    return list(dict.fromkeys(parent for parent in found if parent and units()[parent].level == "district"))


def chain(code: str) -> list[str]:
    """Return all that a unit became in the end, through every step; the unit itself when it is present."""
    known = successors(code)
    if not known:
        return [code]
    return list(dict.fromkeys(end for link in known for end in chain(link.successor)))


def is_partial(predecessor: str, successor: str) -> bool:
    """Tell whether figures of a former unit cannot be carried over to a successor as they are.

    :raises KeyError: the one did not come into the other
    """
    for link in successors(predecessor):
        if link.successor == successor:
            return link.extent == "part"
    raise KeyError((predecessor, successor))


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a data file."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@cache
def links() -> tuple[Link, ...]:
    """Return every succession that the data name."""
    return tuple(
        Link(
            row["predecessor"],
            row["successor"],
            _extent(row["extent"]),
            date.fromisoformat(row["day"]),
            row["document"],
        )
        for row in rows("place_succession")
    )


def _extent(text: str) -> Extent:
    return "part" if text == "part" else "whole"


@cache
def _by_predecessor() -> Mapping[str, list[Link]]:
    return _grouped((link.predecessor, link) for link in links())


@cache
def _by_successor() -> Mapping[str, list[Link]]:
    return _grouped((link.successor, link) for link in links())


def _grouped(pairs: Iterable[tuple[str, Link]]) -> dict[str, list[Link]]:
    groups: dict[str, list[Link]] = {}
    for key, link in pairs:
        groups.setdefault(key, []).append(link)
    return groups


def _of_district(code: str) -> list[Link]:
    through = [link for child in children(code) if child.historic for link in _by_predecessor().get(child.code, [])]
    found = {link.successor: Link(code, link.successor, "part", link.day, link.document) for link in through}
    return list(found.values())


def _unit(entry: Code, parent: str) -> Unit:
    level = _LEVELS[len(entry.code.removeprefix(OLD))]
    return Unit(entry.code, entry.vi, entry.en, level, entry.valid_from, entry.valid_to, parent)
