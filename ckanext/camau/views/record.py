"""The page of one record, for each of the four types."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, make_response, redirect
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.feed import load
from ckanext.camau.pages import content, gone, guest, preview, related, words
from ckanext.camau.schemas.licences import licence

blueprint = Blueprint("camau_record", __name__)


def read(package_type: str, id: str) -> str | Response:  # noqa: A002 - core's name, url_for uses it
    """Show the issued version of a record; 410 for what was withdrawn, 404 for all that nobody may know of."""
    record = guest.show(id)
    if record is None and (notice := gone.notice(id)):
        return make_response(tk.render("camau/gone.html", {"notice": notice}), 410)
    if record is None or record["type"] not in RECORD_TYPES:
        abort(404)
    if record["type"] != package_type or record["name"] != id:
        return redirect(tk.h.url_for(f"{record['type']}.read", id=record["name"]), 302)
    return tk.render("camau/record.html", _page(record))


def _page(record: dict[str, Any]) -> dict[str, Any]:
    """Return what the template prints."""
    history = tk.get_action("camau_record_show")(guest.context(), {"id": record["id"]})
    versions = history.get("versions", [])
    newest = max(versions, key=lambda version: version["number"], default=None)
    agency = record.get("organization") or {}
    iri = load.iris().record(record["type"], record["id"])
    return {
        "record": record,
        "agency": agency,
        "history": history,
        "newest": newest,
        "act": (newest or {}).get("act"),
        "previews": preview.views_of([res["id"] for res in record.get("resources", [])]),
        "licence": licence(record.get("license_id") or "") if record["type"] == "dataset" else None,
        "iri": iri,
        "citation": words.citation(record, agency.get("title") or "", newest, iri),
        **_content(record),
    }


def _content(record: dict[str, Any]) -> dict[str, Any]:
    """Return the law-given contents as sections, with what they link to either way."""
    shown = content.shown(record)
    back = related.backward(record["id"], record["type"])
    return {**shown, "related": related.grouped(record["type"], shown["links"].values(), back)}


def resource(package_type: str, id: str, resource_id: str) -> Response:  # noqa: A002
    """Lead from core's page of a file to the file's place on the page of its record."""
    return redirect(tk.h.url_for(f"{package_type}.read", id=id, _anchor=f"file-{resource_id}"), 302)


def to_record(package_type: str, id: str) -> Response:  # noqa: A002
    """Lead from core's further tabs to the page of the record."""
    return redirect(tk.h.url_for(f"{package_type}.read", id=id), 302)


# Static beginnings: a rule with a converter for the type would lose against core's own.
for _type in RECORD_TYPES:
    _defaults = {"package_type": _type}
    blueprint.add_url_rule(f"/{_type}/<id>", view_func=read, defaults=_defaults)
    blueprint.add_url_rule(f"/{_type}/<id>/resource/<resource_id>", view_func=resource, defaults=_defaults)
    for _tab in ("groups", "activity"):
        blueprint.add_url_rule(f"/{_type}/{_tab}/<id>", view_func=to_record, defaults=_defaults, methods=["GET"])
