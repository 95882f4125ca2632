"""`/routes`: the routes of records as charts and in words, drawn from the table of transitions; open to everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint
from markupsafe import Markup

import ckan.plugins.toolkit as tk

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.dates import today
from ckanext.camau.documents import route_chart, route_svg
from ckanext.camau.documents.route_chart import Chart, Names
from ckanext.camau.pages import guest
from ckanext.camau.pages import legal as legal_pages
from ckanext.camau.views.template_helpers import ROLE_NAMES, STEP_NAMES
from ckanext.camau.workflow.messages import N_
from ckanext.camau.workflow.transitions import Transition

blueprint = Blueprint("camau_routes", __name__)

#: A system administrator holds no role; the table names the rank for emergencies.
_ROLES: Final[Mapping[str, str]] = {**ROLE_NAMES, "sysadmin": N_("System administrator")}
_REASONS: Final[Mapping[str, str]] = {"required": N_("required"), "optional": N_("as needed"), "none": ""}


@blueprint.route("/routes")
def index() -> str:
    """Show the charts, and beside each every row of the table in words."""
    names = names_in(tk._)
    terms = _terms()
    shown = [
        {
            "key": chart.key,
            "title": tk._(chart.title),
            "about": tk._(chart.about),
            # Escaped by route_svg.
            "svg": Markup(route_svg.svg(chart, tk._(chart.title), names)),  # noqa: S704
            "rows": _rows(chart, names, terms),
        }
        for chart in route_chart.charts()
    ]
    return tk.render("camau/routes.html", {"charts": shown})


def names_in(say: Any) -> Names:
    """Return the names of states, steps and roles in the language that ``say`` translates into."""
    states = route_chart.state_names()
    return Names(
        state=lambda state: say(states.get(state, state)),
        step=lambda step: say(STEP_NAMES.get(step, step)),
        role=lambda role: say(_ROLES.get(role, role)),
    )


def _terms() -> dict[str, dict[str, Any]]:
    """Return the terms in force today by their names."""
    found = tk.get_action("camau_term_list")(guest.context(), {"on": today().isoformat()})
    return {term["term"]: term for term in found}


def _rows(chart: Chart, names: Names, terms: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a chart in words; rows that differ in nothing a reader sees are one."""
    found: dict[str, dict[str, Any]] = {}
    for row in chart.rows:
        said = _row(row, names, terms.get(row.deadline or ""))
        found.setdefault(repr(said), said)
    return list(found.values())


def _row(row: Transition, names: Names, term: Mapping[str, Any] | None) -> dict[str, Any]:
    every_type = set(row.types) == set(RECORD_TYPES) or row.subject == "edition"
    return {
        "step": route_chart.step_of(row, names),
        "source": [names.state(state) for state in row.source],
        "target": names.state(row.target),
        "stays": row.source == (row.target,),
        "role": names.role(row.role),
        "types": [] if every_type else [tk.h.camau_type_label(type_) for type_ in row.types],
        "reason": tk._(_REASONS[row.reason]) if row.reason != "none" else "",
        "apart": list(dict.fromkeys(names.step(action) for action in row.apart)),
        "gates": row.gates,
        "act": row.act,
        "term": legal_pages.term_text(term) if term else "",
        "term_basis": term["legal_basis"] if term else "",
        "legal_basis": row.legal_basis,
    }
