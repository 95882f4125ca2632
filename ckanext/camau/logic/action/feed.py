"""ckanext-dcat's actions, answered from the ledger: what was issued, the same for everybody.

Its own versions list whatever a search by the caller finds, in an order that an edit changes, and put every
package under ``dcat:dataset``. They are replaced, not asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import has_request_context

import ckan.plugins.toolkit as tk
from ckan.types import Action, Context

from ckanext.camau.feed import catalog, query


def get_actions() -> dict[str, Callable[..., Any]]:
    """Return the actions of this module."""
    return {
        "dcat_catalog_show": dcat_catalog_show,
        "dcat_catalog_search": dcat_catalog_search,
        "dcat_dataset_show": dcat_dataset_show,
    }


@tk.chained_action
@tk.side_effect_free
def dcat_catalog_show(original_action: Action, context: Context, data_dict: dict[str, Any]) -> str:  # noqa: ARG001
    """Return a page of the catalogue as RDF text: issued datasets and services, ordered by record id.

    :param format: ``xml`` (default), ``rdf``, ``ttl``, ``n3`` or ``jsonld``
    :param page: number of the page, from 1
    :param after: last record id of the page before, as the ``next`` address gives it
    :param q, fq: restrict to what a guest's search finds
    :param modified_since: restrict to what was issued since (ISO 8601)
    :param profiles: not used: there is one way to tell a record
    :rtype: str
    :raises tk.ValidationError: wrong format, page or date, or a filter that search refuses

    Legal source: Decree 47/2020/NĐ-CP, articles 17 to 20; Decision 32/2021/QĐ-UBND, article 8.
    """
    return _page("dcat_catalog_show", context, data_dict)


@tk.chained_action
@tk.side_effect_free
def dcat_catalog_search(original_action: Action, context: Context, data_dict: dict[str, Any]) -> str:  # noqa: ARG001
    """Return a page of the catalogue as RDF text; parameters and result as ``dcat_catalog_show``."""
    return _page("dcat_catalog_search", context, data_dict)


@tk.chained_action
@tk.side_effect_free
def dcat_dataset_show(original_action: Action, context: Context, data_dict: dict[str, Any]) -> str:  # noqa: ARG001
    """Return one issued dataset or service as RDF text.

    :param id: package id or name
    :param format: as ``dcat_catalog_show``
    :rtype: str
    :raises tk.ObjectNotFound: not issued, whoever asks, or of a type that the feed does not list
    :raises tk.ValidationError: wrong format

    Legal source: Decree 47/2020/NĐ-CP, articles 17 to 20.
    """
    tk.check_access("dcat_dataset_show", context, data_dict)
    record_id = str(tk.get_or_bust(data_dict, "id"))
    return catalog.representation(record_id, data_dict.get("format") or "xml", among=query.ROUTED)


def _page(name: str, context: Context, data_dict: dict[str, Any]) -> str:
    tk.check_access(name, context, data_dict)
    # ckanext-dcat's view hands over only the parameters that it knows
    after = tk.request.args.get("after") if has_request_context() else None
    return catalog.page(query.read({"after": after, **data_dict}))
