"""The page of an older version of a record: as it was issued, and what it changed."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.logic import dictize
from ckanext.camau.pages import content, guest

blueprint = Blueprint("camau_version", __name__)


def read(package_type: str, id: str, number: int) -> str | Response:  # noqa: A002 - as in core
    """Show a version that was replaced; lead to the record for the newest one; 404 for what the public may not see."""
    record = guest.show(id)
    if record is None or record["type"] != package_type:
        abort(404)
    history = tk.get_action("camau_record_show")(guest.context(), {"id": record["id"]})
    numbers = sorted(version["number"] for version in history["versions"])
    if numbers and number == numbers[-1]:
        return redirect(tk.h.url_for(f"{package_type}.read", id=record["name"]), 302)
    found = _version(record["id"], number)
    if found is None:
        abort(404, tk._("There is no such version, or its content was taken down."))
    before = _version(record["id"], max((n for n in numbers if n < number), default=0))
    old = {**found["content"], "type": package_type, "id": record["id"], "name": record["name"]}
    return tk.render(
        "camau/version.html",
        {
            **content.shown(old),
            "version": found,
            "act": found.get("act"),
            "newer": min(n for n in numbers if n > number),
            "agency": record.get("organization") or {},
            "before": before,
            "changes": dictize.content_changes(before["content"], found["content"], package_type) if before else [],
            "offered": [(file.get("id"), file.get("sha256")) for file in record.get("resources") or []],
        },
    )


def _version(record_id: str, number: int) -> dict[str, Any] | None:
    """Return a version as a guest sees it; None if there is none or a take-down has erased it."""
    try:
        return tk.get_action("camau_version_show")(guest.context(), {"record_id": record_id, "number": number})
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError):
        return None


for _type in RECORD_TYPES:
    blueprint.add_url_rule(f"/{_type}/<id>/version/<int:number>", view_func=read, defaults={"package_type": _type})
