"""The issued editions of both catalogues: open to everybody, frozen as decided."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, abort, request

import ckan.plugins.toolkit as tk

from ckanext.camau.catalogue import edition_content
from ckanext.camau.const import EDITION_KINDS
from ckanext.camau.exports import editions as exported
from ckanext.camau.pages import guest, related
from ckanext.camau.views import exporting
from ckanext.camau.views.download import send

blueprint = Blueprint("camau_edition", __name__)

#: So many entries stand on one page.
PAGE_SIZE: Final = 100


def index() -> str:
    """List the editions in force, newest first, by kind."""
    editions = tk.get_action("camau_edition_list")(guest.context(), {"state": "issued"})
    groups = [(kind, [edition for edition in editions if edition["kind"] == kind]) for kind in EDITION_KINDS]
    return tk.render("camau/editions.html", {"groups": groups})


def read(id: str) -> str:  # noqa: A002 - as in core
    """Show one edition: its decision, entries and removals as issued, and what it changed."""
    edition = issued(id)
    page = exporting.page_of(edition["entries"], request.args.get("page", 1, type=int), PAGE_SIZE)
    ids = [entry["record_id"] for entry in page.items]
    differences = tk.get_action("camau_edition_diff")(guest.context(), {"id": edition["id"], "changes_of": ids})
    corrected: dict[str, list[str]] = {}
    for correction in edition["corrections"]:
        for row in correction["records"]:
            corrected.setdefault(row["record_id"], []).append(row["text"])
    return tk.render(
        "camau/edition.html",
        {
            "edition": edition,
            "page": page,
            "diff": differences,
            "changes": {item["record_id"]: item["changes"] for item in differences["changed"] if item["changes"]},
            "corrected": corrected,
            "links": related.links([*ids, *(entry["record_id"] for entry in edition["removals"])]),
        },
    )


def export(id: str, ending: str) -> Response:  # noqa: A002
    """Send an issued edition as JSON (with all contents), CSV or XLSX."""
    edition = issued(id)
    name = f"{edition['kind']}-{edition['act']['number']}".replace("/", "-")
    if ending == "json":
        return exporting.json_file(
            tk.get_action("camau_edition_show")(guest.context(), {"id": edition["id"], "include_content": True}), name
        )
    return exporting.table_file(exported.table(edition_content.of(edition["id"]), edition), ending, name)


def file(id: str) -> Response:  # noqa: A002
    """Send the signed decision of an issued edition."""
    act = issued(id).get("act") or {}
    sha256 = str(act.get("file") or "")
    return send(sha256, f"{act.get('number') or id}.pdf".replace("/", "-"), "application/pdf")


def correction_file(id: str, correction_id: str) -> Response:  # noqa: A002
    """Send the signed decision that corrects an edition."""
    act = next((c["act"] for c in issued(id)["corrections"] if c["id"] == correction_id), None)
    if act is None:
        abort(404)
    return send(str(act["file"]), f"{act['number']}.pdf".replace("/", "-"), "application/pdf")


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
blueprint.add_url_rule("/edition/<id>/correction/<correction_id>/file", view_func=correction_file)
blueprint.add_url_rule("/edition/<id>/export.<any(json, csv, xlsx):ending>", view_func=export)
