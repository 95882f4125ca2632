"""The portal does not start where its guards would not hold. One clear line says what to do."""

from __future__ import annotations

import logging
import sys
from typing import Any, Final

import click
import requests
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.exceptions import CkanConfigurationException

from ckanext.camau.security import settings

log = logging.getLogger(__name__)

#: Triggers that must be there and switched on: without them Python would be the only guard.
TRIGGERS: Final = frozenset({
    ("package", "camau_public"),
    ("package", "camau_keep"),
    ("camau_event", "camau_public"),
    ("camau_event", "camau_chain"),
    ("camau_event", "camau_append_only"),
    ("camau_event", "camau_no_truncate"),
    ("camau_version", "camau_append_only"),
    ("camau_version_payload", "camau_append_only"),
    ("camau_act", "camau_append_only"),
    ("camau_audit", "camau_append_only"),
})  # fmt: skip

#: Stored fields of the index without which search or the reconciler could not work.
FIELDS: Final = ("index_id", "permission_labels", "issued_hash", "code", "theme", "validated_data_dict")

_FOUND: Final = sa.text(
    "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgname LIKE 'camau%'"
)


def check_settings(config: Any) -> None:
    """Refuse unsafe settings.

    :raises CkanConfigurationException: the first of them, and how many there are
    """
    found = settings.problems(config)
    if found:
        more = f" ({len(found) - 1} more like it)" if len(found) > 1 else ""
        msg = f"camau: {found[0]}{more}"
        raise CkanConfigurationException(msg)


def check_triggers() -> None:
    """Refuse a database without our guards.

    :raises CkanConfigurationException: which trigger is missing and which command makes it
    """
    missing = missing_triggers()
    if missing:
        table, name = min(missing)
        msg = f"camau: trigger {name} on {table} is missing or off: run `ckan db upgrade -p camau`"
        raise CkanConfigurationException(msg)


def missing_triggers() -> set[tuple[str, str]]:
    """Return the (table, trigger) pairs that are not there or not enabled."""
    if model.meta.engine is None:
        return set(TRIGGERS)
    with model.meta.engine.connect() as connection:
        return set(TRIGGERS) - {(row[0], row[1]) for row in connection.execute(_FOUND)}


def check_index() -> None:
    """Refuse a search index that was not made from our configset; one that is away is waited for by everybody.

    :raises CkanConfigurationException: which field is missing and what to do
    """
    url = str(tk.config["solr_url"]).rstrip("/")
    user, password = tk.config.get("solr_user"), tk.config.get("solr_password")
    try:
        auth = (user, password) if user and password else None
        answer = requests.get(f"{url}/schema/fields", {"wt": "json"}, timeout=4, auth=auth)
        answer.raise_for_status()
        fields = {field["name"]: field for field in answer.json()["fields"]}
    except (requests.RequestException, ValueError, KeyError):
        log.warning("The search index does not answer: the portal starts without it")
        return
    missing = [name for name in FIELDS if not fields.get(name, {}).get("stored", False)]
    if missing:
        msg = (
            f"camau: the search index has another schema, field {missing[0]} is missing or not stored: give Solr the "
            "configset ckanext/camau/search/solr/conf, reload the core, run `ckan search-index rebuild`"
        )
        raise CkanConfigurationException(msg)


def serves_the_public() -> bool:
    """Tell whether this process answers requests: ``ckan db upgrade`` must run without triggers."""
    return click.get_current_context(silent=True) is None or "run" in sys.argv[1:]
