"""The home page and the page about the portal."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

import ckan.plugins.toolkit as tk

from ckanext.camau import config
from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.pages import glossary, guest
from ckanext.camau.pages.facets import choices
from ckanext.camau.schemas.licences import licence

blueprint = Blueprint("camau_home", __name__)

NEWEST = 5
OPEN_DATA_LICENCE = "vn-nd47-2020-d18"


def index() -> str:
    """Show the search box first, then what there is; without the index only what the ledger knows."""
    answer = guest.search(q="*:*", facets=("dataset_type", "theme"), rows=NEWEST, sort="metadata_modified desc")
    editions = tk.get_action("camau_edition_list")(guest.context(), {"state": "issued"})
    return tk.render("home/index.html", {**_found(answer), "editions": editions[:NEWEST]})


def about() -> str:
    """Explain the words used, the terms of use and how programs read the catalogue."""
    feeds = [config.feed_url(ending) for ending in ("ttl", "xml", "jsonld")]
    return tk.render(
        "home/about.html", {"terms": glossary.terms(), "licence": licence(OPEN_DATA_LICENCE), "feeds": feeds}
    )


def _found(answer: dict[str, Any] | None) -> dict[str, Any]:
    if answer is None:
        return {"counts": None, "themes": [], "newest": []}
    facets = answer["search_facets"]
    by_type = {item["name"]: item["count"] for item in facets.get("dataset_type", {}).get("items", [])}
    return {
        "counts": [(record_type, by_type.get(record_type, 0)) for record_type in RECORD_TYPES],
        "themes": choices("theme", facets),
        "newest": answer["results"],
    }


blueprint.add_url_rule("/", view_func=index)
blueprint.add_url_rule("/about", view_func=about)
