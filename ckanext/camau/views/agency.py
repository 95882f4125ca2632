"""The agencies of the province and the page of each."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.pages import agencies, guest
from ckanext.camau.pages.collation import sort_key
from ckanext.camau.schemas.code_lists import code_list

blueprint = Blueprint("camau_agency", __name__)

#: Records of one type that the page of an agency lists itself; the search page shows the rest.
LISTED = 50


def index() -> str:
    """List the agencies by kind, each with the number of its records in force."""
    answer = guest.search(q="*:*", facets=("organization",), rows=0)
    items = answer["search_facets"].get("organization", {}).get("items", []) if answer else []
    counts = {item["name"]: item["count"] for item in items}
    return tk.render(
        "camau/agencies.html", {"groups": _by_kind(agencies.active()), "counts": counts if answer else None}
    )


def _by_kind(found: list[agencies.Agency]) -> list[tuple[str, list[agencies.Agency]]]:
    """Return the kinds of agency in the order of the code list, each with its agencies by the alphabet."""
    kinds = code_list("agency_type")
    groups: dict[str, list[agencies.Agency]] = {}
    for agency in sorted(found, key=lambda item: sort_key(item.title)):
        groups.setdefault(agency.kind, []).append(agency)
    order = [kind for kind in kinds.codes if kind in groups] + sorted(set(groups) - set(kinds.codes))
    return [(kinds.label(kind) if kind else "", groups[kind]) for kind in order]


def read(id: str) -> str | Response:  # noqa: A002 - as in core
    """Show an agency: contact, focal officer in office, records in force by type."""
    agency = guest.agency(id)
    if agency is None:
        abort(404)
    if agency["name"] != id:
        return redirect(tk.h.url_for("camau_agency.read", id=agency["name"]), 302)
    officer = tk.get_action("camau_focal_officer_show")(guest.context(), {"agency": agency["id"]})
    lists = _records(agency["name"])
    return tk.render("camau/agency.html", {"agency": agency, "officer": officer, "lists": lists, "listed": LISTED})


def _records(name: str) -> list[tuple[str, int, list[dict[str, Any]]]] | None:
    """Return type, number and first records of each type that the agency has in force; None while the index is away."""
    lists: list[tuple[str, int, list[dict[str, Any]]]] = []
    for record_type in RECORD_TYPES:
        terms = f"{guest.term('organization', name)} {guest.term('dataset_type', record_type)}"
        answer = guest.search(q="*:*", fq=terms, rows=LISTED, sort="title_string asc")
        if answer is None:
            return None
        if answer["count"]:
            results = sorted(answer["results"], key=lambda record: sort_key(record["title"]))
            lists.append((record_type, answer["count"], results))
    return lists


def to_index() -> Response:
    """Lead from core's list of organisations, or of groups, which the portal does not use, to the agencies."""
    return redirect(tk.h.url_for("camau_agency.index"), 302)


def to_agency(id: str) -> Response:  # noqa: A002
    """Lead from core's page of an organisation to the page of the agency."""
    return redirect(tk.h.url_for("camau_agency.read", id=id), 302)


blueprint.add_url_rule("/agency/", view_func=index)
blueprint.add_url_rule("/agency/<id>", view_func=read)
for _path in ("/organization/", "/group/"):
    blueprint.add_url_rule(_path, view_func=to_index)
for _path in ("/organization/<id>", "/organization/about/<id>"):
    blueprint.add_url_rule(_path, view_func=to_agency, methods=["GET"])
