"""Public pages read everything as a guest would, whoever is logged in: nobody sees on them what the public does not."""

from __future__ import annotations

import logging
from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search import SearchError, SolrConnectionError
from ckan.types import Context

log = logging.getLogger(__name__)

#: Values of one facet that a page may list; there are fewer agencies than this in the province.
FACET_LIMIT: Final = 200


def context() -> Context:
    """Return a context of nobody."""
    return Context(user="", auth_user_obj=model.AnonymousUser())


def show(record_id: str) -> dict[str, Any] | None:
    """Return a record as the public sees it, None if the public sees none."""
    try:
        return tk.get_action("package_show")(context(), {"id": record_id})
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError):
        return None


def agency(name: str) -> dict[str, Any] | None:
    """Return an agency by name or id without what core would ask the index for; None if there is none."""
    left_out = ("datasets", "dataset_count", "users", "followers", "groups", "tags")
    plain = {f"include_{name}": False for name in left_out}
    try:
        found = tk.get_action("organization_show")(context(), {"id": name, **plain})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return None
    return found if found.get("state") == "active" else None


def search(**params: Any) -> dict[str, Any] | None:
    """Return the answer of ``package_search`` (with ``facet.field`` as ``facets``), None while the index is away."""
    facets = params.pop("facets", [])
    query = {"facet.field": list(facets), "facet.limit": FACET_LIMIT, "facet": "true" if facets else "false", **params}
    try:
        return tk.get_action("package_search")(context(), query)
    except (SearchError, SolrConnectionError):
        log.exception("Search is not available")
        return None


def term(field: str, value: str) -> str:
    """Return a filter for exactly one value of a field."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'+{field}:"{escaped}"'
