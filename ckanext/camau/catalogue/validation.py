"""The schema's own validators, run on a content without writing anything."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import ckan.lib.plugins as lib_plugins
from ckan import model

from ckanext.camau.catalogue.content import Content


def package_dict(content: Content, record_id: str, type_: str, owner_org: str, name: str) -> dict[str, Any]:
    """Return a content as the dictionary that ``package_update`` takes."""
    return {
        **deepcopy(content),
        "id": record_id,
        "type": type_,
        "owner_org": owner_org,
        "name": name,
        "state": "active",
    }


def errors_of(content: Content, record_id: str, type_: str, owner_org: str) -> tuple[tuple[str, str], ...]:
    """Return path and (translated) message of every validator of the schema that a content fails."""
    plugin = lib_plugins.lookup_package_plugin(type_)
    context: Any = {
        "model": model,
        "session": model.Session,
        "user": "",
        "ignore_auth": True,
        "package": model.Package.get(record_id),
        "for_view": False,
    }
    data = package_dict(content, record_id, type_, owner_org, content.get("name") or record_id)
    data.setdefault("title", "")
    _, errors = lib_plugins.plugin_validate(plugin, context, data, plugin.update_package_schema(), "package_update")
    return tuple(dict.fromkeys(_flat(errors, "")))


def _flat(errors: Any, prefix: str) -> Iterator[tuple[str, str]]:
    """Walk CKAN's nested error dictionary: lists of texts at a field, lists of dictionaries at rows."""
    if isinstance(errors, dict):
        for key, value in errors.items():
            yield from _flat(value, f"{prefix}/{key}" if prefix else str(key))
    elif isinstance(errors, list):
        for index, value in enumerate(errors):
            yield from _flat(value, prefix if isinstance(value, str) else f"{prefix}/{index}")
    else:
        yield prefix, str(errors)
