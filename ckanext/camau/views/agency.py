"""The agencies of the province and the page of each."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.pages import agency_tree, guest
from ckanext.camau.pages.collation import sort_key
from ckanext.camau.views import officers as officers_page

blueprint = Blueprint("camau_agency", __name__)

#: Records of one type that the page of an agency lists itself; the search page shows the rest.
LISTED = 50


def index() -> str:
    """Show the agencies as a tree by type, historic ones apart; ``q`` picks names, accents or not."""
    asked = request.args.get("q", "").strip()
    present, historic = (
        agency_tree.filtered(tk.get_action("camau_agency_tree")(guest.context(), {"historic": ended}), asked)
        for ended in (False, True)
    )
    return tk.render(
        "camau/agencies.html",
        {"asked": asked, "present": agency_tree.grouped(present), "historic": agency_tree.grouped(historic)},
    )


def read(id: str) -> str | Response:  # noqa: A002 - as in core
    """Show an agency: contact, focal officer in office, records in force by type, what it came from and became."""
    try:
        agency = tk.get_action("camau_agency_show")(guest.context(), {"id": id})
    except tk.ObjectNotFound:
        abort(404)
    if agency["name"] != id:
        return redirect(tk.h.url_for("camau_agency.read", id=agency["name"]), 302)
    return tk.render(
        "camau/agency.html",
        {
            "agency": agency,
            "officer": agency["focal_officer"],
            "lists": _records(agency["name"]),
            "listed": LISTED,
            "may_appoint": officers_page.may_appoint(agency["id"]),
        },
    )


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
