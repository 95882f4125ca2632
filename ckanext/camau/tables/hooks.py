"""What the plugin mixes in: a resource tells whether its table can be read, from our own row and not from core's."""

from __future__ import annotations

from typing import Any

from ckan import model

from ckanext.camau.model import Table


class TableHooks:
    """IResourceController and the helpers of the pages of views."""

    def before_resource_show(self, resource_dict: dict[str, Any]) -> dict[str, Any]:
        """Say whether the table of the file is there."""
        row = model.Session.get(Table, resource_dict["id"]) if resource_dict.get("sha256") else None
        loaded = row is not None and row.problem is None and row.sha256 == resource_dict["sha256"]
        resource_dict["datastore_active"] = loaded
        return resource_dict
