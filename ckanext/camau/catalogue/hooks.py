"""Hooks of IPackageController: links to records that are not public are left out of what CKAN shows."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import links
from ckanext.camau.people.roles import actor_of
from ckanext.camau.workflow.permission import Actor


class LinkHooks:
    """Filters references when a record or a list of records leaves CKAN."""

    def after_dataset_show(self, context: dict[str, Any], pkg_dict: dict[str, Any]) -> None:
        """Filter one record; the writer of a record (``for_edit``) sees all that it names."""
        if not context.get("for_edit"):
            links.hide_unissued([pkg_dict], _actor(context.get("user")))

    def after_dataset_search(self, search_results: dict[str, Any], search_params: dict[str, Any]) -> dict[str, Any]:
        """Filter what Solr has kept, which may be older than the last withdrawal; nobody is asked who asks."""
        del search_params
        links.hide_unissued([r for r in search_results["results"] if isinstance(r, dict)], None)
        return search_results


def _actor(login: Any) -> Actor | None:
    user = model.User.get(login) if login else None
    return actor_of(user or (tk.current_user if login and tk.request else None))
