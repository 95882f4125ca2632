"""The issued editions of both catalogues: open to everybody, frozen as decided."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort

import ckan.plugins.toolkit as tk

from ckanext.camau.const import EDITION_KINDS
from ckanext.camau.pages import guest, related
from ckanext.camau.views.download import send

blueprint = Blueprint("camau_edition", __name__)


def index() -> str:
    """List the editions in force, newest first, by kind."""
    editions = tk.get_action("camau_edition_list")(guest.context(), {"state": "issued"})
    groups = [(kind, [edition for edition in editions if edition["kind"] == kind]) for kind in EDITION_KINDS]
    return tk.render("camau/editions.html", {"groups": groups})


def read(id: str) -> str:  # noqa: A002 - as in core
    """Show one edition: the decision it stands on, its entries and removals as they were issued."""
    edition = issued(id)
    ids = [entry["record_id"] for entry in [*edition.get("entries", []), *edition.get("removals", [])]]
    return tk.render("camau/edition.html", {"edition": edition, "links": related.links(ids)})


def file(id: str) -> Response:  # noqa: A002
    """Send the signed decision of an issued edition."""
    act = issued(id).get("act") or {}
    sha256 = str(act.get("file") or "")
    return send(sha256, f"{act.get('number') or id}.pdf".replace("/", "-"), "application/pdf")


def issued(edition_id: str) -> dict[str, Any]:
    """Return an edition as a guest sees it; 404 for drafts, whoever asks."""
    try:
        edition = tk.get_action("camau_edition_show")(guest.context(), {"id": edition_id})
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError):
        abort(404)
    if edition.get("state") != "issued":
        abort(404)
    return edition


blueprint.add_url_rule("/edition/", view_func=index)
blueprint.add_url_rule("/edition/<id>", view_func=read)
blueprint.add_url_rule("/edition/<id>/file", view_func=file)
