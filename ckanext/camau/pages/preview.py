"""What a page shows of the content of an issued file."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.files import store
from ckanext.camau.pages import guest

#: Rows on a page, and bytes of a text.
ROWS: Final = 50
TEXT: Final = 64 << 10


def find(resource_id: str, view_id: str | None) -> model.ResourceView | None:
    """Return a view of a file: the one that is named, else its first."""
    found = model.Session.query(model.ResourceView).filter_by(resource_id=resource_id)
    return (found.filter_by(id=view_id) if view_id else found).first()


def views_of(resource_ids: Collection[str]) -> dict[str, str]:
    """Return the view of each file that has one."""
    found = model.Session.query(model.ResourceView.resource_id, model.ResourceView.id)
    return dict(tuple(row) for row in found.filter(model.ResourceView.resource_id.in_(resource_ids)))


def table(resource_id: str, page: int) -> dict[str, Any] | None:
    """Return ``fields``, ``rows`` and ``total`` of a page of a table; None while there is none."""
    asked = {"resource_id": resource_id, "limit": ROWS, "offset": (page - 1) * ROWS, "records_format": "lists"}
    try:
        found = tk.get_action("datastore_search")(guest.context(), {**asked, "sort": "_id"})
        told = tk.get_action("datastore_info")(guest.context(), {"id": resource_id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return None
    labels = {field["id"]: (field.get("info") or {}) for field in told["fields"]}
    fields = [{"id": field["id"], **labels.get(field["id"], {})} for field in found["fields"][1:]]
    return {"fields": fields, "rows": [row[1:] for row in found["records"]], "total": found["total"], "per_page": ROWS}


def text(resource: dict[str, Any]) -> dict[str, Any]:
    """Return the beginning of a stored text and whether it goes on."""
    sha256 = str(resource.get("sha256") or "")
    if not store.exists(sha256):
        return {"text": "", "more": False}
    with store.open_stored(sha256) as file:
        head = file.read(TEXT + 1)
    return {"text": head[:TEXT].decode("utf-8-sig", errors="replace"), "more": len(head) > TEXT}
