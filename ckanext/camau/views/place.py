"""The administrative units, present and historic, and the page of each (R1, R48)."""

from __future__ import annotations

from flask import Blueprint, abort, request

import ckan.plugins.toolkit as tk

from ckanext.camau.pages import places
from ckanext.camau.territory import units
from ckanext.camau.territory.matching import match

blueprint = Blueprint("camau_place", __name__)


@blueprint.route("/place/")
def index() -> str:
    """List the units by level; with ``q`` those that a name, in any spelling, or a code fits."""
    asked = request.args.get("q", "").strip()
    found = None
    if asked:
        found = (match(code=asked) if any(char.isdigit() for char in asked) else match(asked)).units or match(
            asked
        ).units
    everything = places.ordered(list(units.units().values()))
    return tk.render(
        "camau/places.html",
        {
            "asked": asked,
            "found": found,
            "present": [unit for unit in everything if unit.level == "commune" and not unit.historic],
            "districts": [unit for unit in everything if unit.level == "district"],
            "children": {unit.code: places.ordered(units.children(unit.code)) for unit in everything},
            "provinces": [unit for unit in everything if unit.level == "province"],
        },
    )


@blueprint.route("/place/<code>")
def read(code: str) -> str:
    """Show a unit: validity, what it came from and became, who governs it, which records cover it."""
    unit = units.unit(code)
    if unit is None:
        abort(404)
    return tk.render(
        "camau/place.html",
        {
            "unit": unit,
            "parent": units.unit(unit.parent),
            "children": places.ordered(units.children(code)),
            "districts": [units.units()[district] for district in units.former_districts(code)],
            "before": places.steps_back(code),
            "after": places.steps_on(code),
            "agency": places.governing(code),
            "records": places.records(unit),
        },
    )
