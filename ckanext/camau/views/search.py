"""The search page over all four record types. It works without JavaScript and takes no query language from anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.pages import guest
from ckanext.camau.pages.facets import Choice, choices
from ckanext.camau.search.canonical import clean
from ckanext.camau.search.hooks import FACETS, facets
from ckanext.camau.search.query import plain

blueprint = Blueprint("camau_search", __name__)

PAGE_SIZE: Final = 20
LAST_PAGE: Final = 500
SORTS: Final[Mapping[str, str]] = {
    "relevance": "score desc, metadata_modified desc",
    "newest": "metadata_modified desc",
    "title": "title_string asc",
}
LONGEST_QUERY: Final = 500
#: A query of signs alone: it finds nothing.
NOTHING: Final = "-"


def index() -> str:
    """Show what the index finds; 503 in Vietnamese while it is away."""
    args = tk.request.args
    text = clean(args.get("q", ""))[:LONGEST_QUERY]
    chosen = {name: args[name] for name in FACETS if args.get(name)}
    sort = args.get("sort", "") if args.get("sort") in SORTS else ("relevance" if text else "newest")
    page = _page(args.get("page", ""))
    answer = guest.search(
        q=(plain(text).strip() or NOTHING) if text else "*:*",
        fq=" ".join(guest.term(name, value) for name, value in chosen.items()),
        facets=FACETS,
        sort=SORTS[sort],
        rows=PAGE_SIZE,
        start=(page - 1) * PAGE_SIZE,
    )
    if answer is None:
        abort(503)
    kept = [*chosen.items(), *([("sort", sort)] if args.get("sort") in SORTS else [])]
    return tk.render("camau/search.html", {
        "q": text, "count": answer["count"], "results": answer["results"], "sort": sort, "sorts": tuple(SORTS),
        "kept": kept,
        "facets": _facets(answer["search_facets"], chosen), "chosen": chosen, "link": _linker(text, kept),
        "page": page, "pages": max(1, min(LAST_PAGE, -(-answer["count"] // PAGE_SIZE))),
    })  # fmt: skip


def _page(text: str) -> int:
    return (
        min(LAST_PAGE, max(1, int(text)))
        if text.isascii() and text.isdigit() and len(text) <= len(str(LAST_PAGE))
        else 1
    )


def _facets(found: Mapping[str, Any], chosen: Mapping[str, str]) -> list[tuple[str, str, list[Choice]]]:
    """Return name, title and choices of each facet that has any; a chosen value always stays among them."""
    lists = [(name, title, choices(name, found, chosen.get(name))) for name, title in facets().items()]
    return [(name, title, items) for name, title, items in lists if items]


def _linker(text: str, kept: list[tuple[str, str]]) -> Any:
    """Return a function that makes the address of this search with some parameters changed (None: left out)."""

    def link(**changes: str | int | None) -> str:
        params: dict[str, Any] = {**({"q": text} if text else {}), **dict(kept), **changes}
        return tk.h.url_for("dataset.search", **{name: value for name, value in params.items() if value is not None})

    return link


def one_type(record_type: str) -> Response:
    """Lead from the list of one type to the one search page."""
    kept = {name: value for name, value in tk.request.args.items() if name in (*FACETS, "q", "sort")}
    return redirect(tk.h.url_for("dataset.search", **{**kept, "dataset_type": record_type}), 302)


blueprint.add_url_rule("/dataset/", view_func=index)
for _type in RECORD_TYPES:
    if _type != "dataset":
        blueprint.add_url_rule(f"/{_type}/", view_func=one_type, defaults={"record_type": _type})
