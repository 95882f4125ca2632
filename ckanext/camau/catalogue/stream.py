"""CKAN's stream of activities, written by issuing and hiding alone: one entry each, by the portal, not by a person.

Who took which step stands in the audit trail. Nothing of a draft is ever here; when a record is hidden, all that was
told of it goes, and only its agency and the reviewers read that it went.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import who_sees


def issued(package: model.Package, number: int) -> None:
    """Tell of an issue, in the issuing transaction."""
    kind = "new package" if number == 1 else "changed package"
    told = {"id": package.id, "name": package.name, "title": package.title, "type": package.type}
    _add(package, kind, told, [who_sees.PUBLIC])


def hidden(package: model.Package) -> None:
    """Remove what was told of a record, in the transaction that hides it; leave its people a line without content."""
    if not p.plugin_loaded("activity"):
        return
    activity = _class()
    model.Session.query(activity).filter(activity.object_id == package.id).delete(synchronize_session=False)
    told = {"id": package.id, "name": package.id, "title": "", "type": package.type}
    _add(package, "deleted package", told, who_sees.hidden_labels(package.owner_org or ""))


def _add(package: model.Package, kind: str, told: dict[str, Any], labels: list[str]) -> None:
    if not p.plugin_loaded("activity"):
        return
    portal = str(tk.config["ckan.site_id"])
    model.Session.add(_class()(portal, package.id, kind, {"package": told, "actor": None}, labels))


def _class() -> Any:
    """The plugin's class is known to the mapper only where the plugin is on."""
    from ckanext.activity.model import Activity

    return Activity
