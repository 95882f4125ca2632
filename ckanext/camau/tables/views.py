"""Resource views of issued files: one for each file that can be shown, and none of a record that is not public."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.workflow.messages import N_

#: The view of a file by its format; a table is shown once it is loaded.
_TEXTS: Final = frozenset({"JSON", "GEOJSON", "XML", "TXT"})
_PICTURES: Final = frozenset({"PNG", "JPG", "JPEG", "GIF"})
_TITLES: Final = {
    "datatables_view": N_("Table"),
    "text_view": N_("Text"),
    "image_view": N_("Image"),
}


def sync(record_id: str, resources: Mapping[str, Mapping[str, Any]], loaded: Collection[str]) -> None:
    """Make the views of a record's files what they should be; adds to the caller's transaction."""
    wanted = {id_: kind for id_, res in resources.items() if (kind := _kind(res, loaded))}
    ids = model.Session.query(model.Resource.id).filter(model.Resource.package_id == record_id)
    for view in model.Session.query(model.ResourceView).filter(model.ResourceView.resource_id.in_(ids)):
        if wanted.get(view.resource_id) == view.view_type:
            del wanted[view.resource_id]
        else:
            model.Session.delete(view)
    known = {id_ for (id_,) in ids}
    for resource_id, kind in wanted.items():
        if resource_id in known:
            view = model.ResourceView(
                resource_id=resource_id, title=tk._(_TITLES[kind]), description="", view_type=kind, order=0, config={}
            )
            model.Session.add(view)
    model.Session.flush()


def _kind(resource: Mapping[str, Any], loaded: Collection[str]) -> str | None:
    """Return the kind of view, None where the plugin is off or the file has nothing to show."""
    if not resource.get("sha256"):
        return None
    format_ = str(resource.get("format") or "").upper()
    kind = "datatables_view" if resource.get("id") in loaded else None
    kind = kind or ("text_view" if format_ in _TEXTS else "image_view" if format_ in _PICTURES else None)
    return kind if kind and p.plugin_loaded(kind) else None
