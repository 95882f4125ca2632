"""What is in an issued file, at the address of core's resource views: a table, a text, a picture; without a script.

Core's own page would take the whole view from the address (``?resource_view=``) and needs scripts inside the page.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.pages import guest, preview

blueprint = Blueprint("camau_file_view", __name__)


def read(package_type: str, id: str, resource_id: str, view_id: str | None = None) -> str:  # noqa: A002 - core's name
    """Show a page of a file's content; 404 for all that is not issued or has no view."""
    record = guest.show(id)
    if record is None or record["type"] != package_type:
        abort(404)
    resource = next((res for res in record.get("resources", []) if res["id"] == resource_id), None)
    view = preview.find(resource_id, view_id) if resource else None
    if resource is None or view is None:
        abort(404)
    number = tk.request.args.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1  # noqa: PLR2004
    return tk.render("camau/file_view.html", _page(record, resource, view, max(page, 1)))


def _page(record: dict[str, Any], resource: dict[str, Any], view: model.ResourceView, page: int) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    if view.view_type == "datatables_view":
        shown["table"] = preview.table(resource["id"], page)
        if shown["table"] is None:
            abort(404)
    elif view.view_type == "text_view":
        shown["text"] = preview.text(resource)
    return {"record": record, "resource": resource, "view": view, "page": page, **shown}


for _type in RECORD_TYPES:
    _defaults = {"package_type": _type}
    for _end in ("view", "view/<view_id>"):
        blueprint.add_url_rule(f"/{_type}/<id>/resource/<resource_id>/{_end}", view_func=read, defaults=_defaults)
