"""The portal does not start where its guards would not hold. One clear line says what to do."""

from __future__ import annotations

import sys
from typing import Any, Final

import click
import sqlalchemy as sa

from ckan import model
from ckan.exceptions import CkanConfigurationException

from ckanext.camau.security import settings

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


def serves_the_public() -> bool:
    """Tell whether this process answers requests: ``ckan db upgrade`` must run without triggers."""
    return click.get_current_context(silent=True) is None or "run" in sys.argv[1:]
