"""Indexing records as the committed ledger says. Solr is told after the commit, never before."""

from __future__ import annotations

from typing import Any

import ckan.logic as core_logic
from ckan import model
from ckan.lib.search.common import make_connection
from ckan.types import Context


def _context() -> Context:
    return {"ignore_auth": True, "use_cache": False, "user": ""}


def index(payload: dict[str, Any]) -> None:
    """Index records, public or not (labels follow the ledger), with one commit in Solr for all.

    :param payload: ``record_ids``
    """
    for record_id in payload["record_ids"]:
        if model.Package.get(record_id) is None:
            core_logic.index_remove_package(record_id)
        else:
            core_logic.index_update_package(_context(), record_id, defer_commit=True)
    make_connection().commit()
