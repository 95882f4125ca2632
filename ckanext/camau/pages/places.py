"""What the page of an administrative unit says: what it became, who governs it, which records cover it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

import ckan.plugins.toolkit as tk

from ckanext.camau.agencies import tree
from ckanext.camau.catalogue.places import Covering, covering
from ckanext.camau.legal import words
from ckanext.camau.pages.collation import natural_key
from ckanext.camau.territory import units
from ckanext.camau.territory.units import Link, Unit


@dataclass(frozen=True)
class Step:
    """A succession as the page of one unit tells of the other one."""

    unit: Unit
    part: bool
    day: date
    document: str


def unit_link(code: str) -> Markup:
    """Return a unit as a link to its page; a code that is unknown as it is."""
    unit = units.unit(code)
    if unit is None:
        return escape(code)
    url = tk.h.url_for("camau_place.read", code=code)
    return Markup('<a href="{}">{}</a>').format(url, unit.name())


def steps_back(code: str) -> list[Step]:
    """Return what came into a unit."""
    return [_step(link, link.predecessor) for link in units.predecessors(code)]


def steps_on(code: str) -> list[Step]:
    """Return what became of a unit."""
    return [_step(link, link.successor) for link in units.successors(code)]


def _step(link: Link, other: str) -> Step:
    document = words.text(link.document) if link.document else ""
    return Step(units.units()[other], link.extent == "part", link.day, document)


def governing(code: str) -> tree.Agency | None:
    """Return the People's Committee of a unit, None when the portal lists none."""
    kinds = ("commune", "ward", "district", "old_commune")
    return next((agency for agency in tree.active() if agency.place == code and agency.kind in kinds), None)


def records(unit: Unit) -> list[tuple[str, list[Covering]]]:
    """Return the public records that cover a unit, told apart by what they name.

    Keys: ``own`` names the unit itself; ``successors`` what it became; ``predecessors`` what it came from; ``around``
    a unit in which it lies.
    """
    around = _around(unit)
    groups = {
        "own": {unit.code},
        "successors": set(units.chain(unit.code)) - {unit.code},
        "predecessors": {link.predecessor for link in units.predecessors(unit.code)},
        "around": around,
    }
    found = covering({code for codes in groups.values() for code in codes})
    result: list[tuple[str, list[Covering]]] = []
    for key, codes in groups.items():
        here = [record for record in found if codes & set(record.places)]
        found = [record for record in found if record not in here]
        if here:
            result.append((key, sorted(here, key=lambda record: natural_key(record.title))))
    return result


def _around(unit: Unit) -> set[str]:
    codes: set[str] = set()
    while unit.parent:
        codes.add(unit.parent)
        unit = units.units()[unit.parent]
    return codes


def ordered(found: Sequence[Unit]) -> list[Unit]:
    """Return units in the order of the Vietnamese alphabet, numbers by value."""
    return sorted(found, key=lambda unit: natural_key(unit.name()))
