"""Passwords and keys: generated once, readable by the owner of the checkout only."""

from __future__ import annotations

import json
import os
import secrets

from portal import postgres
from portal.layout import Layout
from portal.say import Problem

NAMES = ("SECRET_KEY", "postgres", "owner", "web", "tables", "tables_reader", "redis")


def load(layout: Layout) -> dict[str, str]:
    """Return the secrets of this set of services; those that are missing are generated.

    :raises Problem: when they are gone while a database exists that only they open
    """
    file = layout.data / "secrets.json"
    if not file.exists() and postgres.exists(layout):
        raise Problem(f"{file} is gone; without it nobody opens the databases. Way out: --reset (loses all data)")
    known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    missing = {name: secrets.token_urlsafe(32) for name in NAMES if name not in known}
    if missing:
        known |= missing
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as out:
            json.dump(known, out)
    return known
