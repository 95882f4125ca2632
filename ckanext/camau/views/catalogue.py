"""`/catalogue/<kind>`: the catalogue in force, the sum of its editions, today and on any day before."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, request

import ckan.plugins.toolkit as tk

from ckanext.camau.catalogue import whole
from ckanext.camau.dates import iso_date
from ckanext.camau.exports import catalogues
from ckanext.camau.logic.action.catalogue import day_of
from ckanext.camau.pages import guest
from ckanext.camau.pages.collation import sort_key
from ckanext.camau.search.canonical import unaccented
from ckanext.camau.views import exporting
from ckanext.camau.views.support import reasons_of

blueprint = Blueprint("camau_catalogue", __name__)

PAGE_SIZE: Final = 100
_KIND: Final = "/catalogue/<any(database_catalogue, open_data_list):kind>"


def _asked(kind: str, **more: Any) -> dict[str, Any]:
    """Return the catalogue of the day in the address.

    :raises tk.ValidationError: it is no day, or one that has not come
    """
    on = iso_date(request.args.get("on", "").strip())
    return tk.get_action("camau_catalogue_show")(guest.context(), {"kind": kind, "on": on, **more})


def read(kind: str) -> str | tuple[str, int]:
    """Show the catalogue of a kind, by name, filtered and page by page."""
    try:
        found = _asked(kind)
    except tk.ValidationError as refused:
        return tk.render("camau/catalogue.html", {"kind": kind, "errors": reasons_of(refused)}), 400
    search = request.args.get("q", "").strip()
    entries = sorted((e for e in found["entries"] if _fits(e, search)), key=lambda e: sort_key(e["title"]))
    page = exporting.page_of(entries, request.args.get("page", 1, type=int), PAGE_SIZE)
    asked = {"on": request.args["on"]} if request.args.get("on") else {}
    return tk.render(
        "camau/catalogue.html",
        {"kind": kind, "catalogue": found, "page": page, "search": search, "asked": asked, "errors": []},
    )


def _fits(entry: dict[str, Any], search: str) -> bool:
    text = unaccented(f"{entry['title']} {entry['code']} {entry['agency']}")
    return all(word in text for word in unaccented(search).split())


def export(kind: str, ending: str) -> Response | tuple[str, int]:
    """Send the catalogue as JSON (with all contents), CSV or XLSX."""
    try:
        found = _asked(kind, include_content=ending == "json")
    except tk.ValidationError as refused:
        return tk.render("camau/catalogue.html", {"kind": kind, "errors": reasons_of(refused)}), 400
    name = f"{kind}-{found['on']}"
    if ending == "json":
        return exporting.json_file(found, name)
    day = day_of({"on": found["on"]})
    return exporting.table_file(catalogues.table(whole.of(kind, day, with_content=True)), ending, name)


blueprint.add_url_rule(_KIND, view_func=read)
blueprint.add_url_rule(f"{_KIND}/export.<any(json, csv, xlsx):ending>", view_func=export)
