"""The addresses that never change: each leads (303) to the page, or to RDF where that is asked for and exists."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk

from ckanext.camau import config
from ckanext.camau.const import FEED_TYPES, RECORD_TYPES
from ckanext.camau.pages import guest
from ckanext.camau.schemas.code_lists import code_list, code_list_names
from ckanext.camau.views import edition as edition_page

blueprint = Blueprint("camau_iri", __name__)

#: What a client may accept, and the ending of the address that gives it.
_RDF: Final = {"text/turtle": "ttl", "application/rdf+xml": "xml", "application/ld+json": "jsonld"}


def record(record_type: str, id: str) -> Response:  # noqa: A002 - as in core
    """Lead to the page of a record; 404 for all that is not issued."""
    found = guest.show(id)
    if found is None or found["type"] != record_type or found["id"] != id:
        abort(404)
    page = tk.h.url_for(f"{record_type}.read", id=found["name"])
    ending = _rdf_wanted() if record_type in FEED_TYPES else None
    return _see_other(f"{page}.{ending}" if ending else page)


def file(record_type: str, id: str, resource_id: str) -> Response:  # noqa: A002
    """Lead to the place of a file on the page of its record."""
    found = guest.show(id)
    known = found and found["type"] == record_type and any(res["id"] == resource_id for res in found["resources"])
    if not found or not known:
        abort(404)
    return _see_other(tk.h.url_for(f"{record_type}.read", id=found["name"], _anchor=f"file-{resource_id}"))


def agency(id: str, anchor: str | None = None) -> Response:  # noqa: A002
    """Lead to the page of an agency, or to its contact there."""
    found = guest.agency(id)
    if found is None or found["id"] != id:
        abort(404)
    return _see_other(tk.h.url_for("camau_agency.read", id=found["name"], **({"_anchor": anchor} if anchor else {})))


def edition(id: str) -> Response:  # noqa: A002
    """Lead to the page of an edition; 404 for drafts, as on the page itself."""
    edition_page.issued(id)
    return _see_other(tk.h.url_for("camau_edition.read", id=id))


def catalog() -> Response:
    """Lead to the feed, or to the home page for people."""
    ending = _rdf_wanted()
    return _see_other(config.feed_url(ending) if ending else tk.h.url_for("home.index"))


def code(name: str, code: str = "") -> Response:
    """Lead from a code list or one of its codes to where people find it: the terms of use, or what has the code."""
    if name not in code_list_names() or (code and code not in code_list(name)):
        abort(404)
    if name == "license":
        return _see_other(tk.h.url_for("home.about", _anchor="dieu-kien"))
    if name == "theme" and code:
        return _see_other(tk.h.url_for("dataset.search", theme=code))
    return _see_other(tk.h.url_for("dataset.search", **({"q": code_list(name).label(code)} if code else {})))


def _rdf_wanted() -> str | None:
    """Return the ending of the RDF form that the client prefers to a page, None if it prefers the page."""
    best = tk.request.accept_mimetypes.best_match(["text/html", *_RDF], default="text/html")
    return _RDF.get(str(best))


def _see_other(address: str) -> Response:
    response = redirect(address, 303)
    response.vary.add("Accept")
    return response


for _type in RECORD_TYPES:
    blueprint.add_url_rule(f"/id/{_type}/<id>", view_func=record, defaults={"record_type": _type})
    blueprint.add_url_rule(f"/id/{_type}/<id>/file/<resource_id>", view_func=file, defaults={"record_type": _type})
blueprint.add_url_rule("/id/agency/<id>", view_func=agency)
blueprint.add_url_rule("/id/contact/<id>", view_func=agency, defaults={"anchor": "lien-he"})
blueprint.add_url_rule("/id/edition/<id>", view_func=edition)
blueprint.add_url_rule("/id/catalog", view_func=catalog)
blueprint.add_url_rule("/id/<name>", view_func=code)
blueprint.add_url_rule("/id/<name>/<code>", view_func=code)
