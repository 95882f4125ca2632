"""Writing package rows for an issue, without committing: core's validators, then all rows of the issue at once.

``package_update`` does the same for one package, with a savepoint and some twenty queries of its own for each; for two
thousand records that alone takes minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import selectinload

import ckan.lib.plugins as lib_plugins
import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import package_rows
from ckanext.camau.catalogue.validation import package_dict
from ckanext.camau.model import WorkingCopy
from ckanext.camau.workflow.permission import Actor


def load(record_ids: Iterable[str]) -> dict[str, model.Package]:
    """Return packages by id, with their files and keywords read along."""
    query = model.Session.query(model.Package).filter(model.Package.id.in_(list(record_ids)))
    wanted: Any = model.Package
    return {
        package.id: package
        for package in query.options(
            selectinload(wanted.resources_all), selectinload(wanted.package_tags).selectinload(model.PackageTag.tag)
        )
    }


@dataclass
class Writer:
    """Writes the packages of one issue; the permission to do so is the caller's (``permit``)."""

    actor: Actor
    key: Mapping[str, Any]
    tags: package_rows.Tags

    def write(self, copy: WorkingCopy, package: model.Package, name: str) -> None:
        """Put the content of a working copy into its package row and make it public.

        :raises tk.ValidationError: core or the schema refuses the content; the caller rolls back
        """
        data = package_dict(copy.data, copy.record_id, copy.type, copy.owner_org, name)
        data["private"] = False
        data.setdefault("resources", [])
        context = self._context(package)
        moved = package.owner_org != copy.owner_org
        package_rows.save(package, self._validated(context, copy, data), self.tags)
        if moved:
            owner = {"id": copy.record_id, "organization_id": copy.owner_org}
            tk.get_action("package_owner_org_update")(context, owner)

    def _context(self, package: model.Package) -> Any:
        return {
            "model": model, "session": model.Session, "user": self.actor.login, "ignore_auth": True,
            "defer_commit": True, "package": package, **self.key,
        }  # fmt: skip

    def _validated(self, context: Any, copy: WorkingCopy, data: dict[str, Any]) -> dict[str, Any]:
        plugin = lib_plugins.lookup_package_plugin(copy.type)
        # a schema serves once: validating leaves its own steps in it, and a second content would lose its fields
        schema = plugin.update_package_schema()
        valid, errors = lib_plugins.plugin_validate(plugin, context, data, schema, "package_update")
        if errors:
            title = copy.data.get("title") or copy.data.get("code") or copy.record_id
            summary = "; ".join(f"{key}: {text}" for key, text in tk.ValidationError(errors).error_summary.items())
            raise tk.ValidationError({copy.record_id: [f"{title}: {summary}"]})
        return valid

    def tell_plugins(self, packages: Iterable[model.Package]) -> None:
        """Let other plugins know of the packages as ``package_update`` would, once all are written."""
        plugins = list(p.PluginImplementations(p.IPackageController))
        for package in packages:
            for plugin in plugins:
                plugin.edit(package)
                told = {"id": package.id, "type": package.type, "name": package.name, "private": False}
                plugin.after_dataset_update(self._context(package), told)
