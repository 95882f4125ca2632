"""Throws the data of a layout away: databases, index, queue, files, accounts. What was downloaded stays."""

from __future__ import annotations

import shutil

from portal import iri_base, postgres
from portal.layout import Layout
from portal.ports import SERVICES
from portal.say import step
from portal.services import end_left_over

FILES = (
    "ckan.ini",
    "owner-url",
    "secrets.json",
    "migrated",
    "agencies-loaded",
    "demo-loaded",
    "demo-accounts.json",
    "site-url",
    iri_base.FILE,
)


def reset(layout: Layout) -> None:
    """Remove all data; leftovers of a killed run are ended first."""
    for name in ("worker", "web", *SERVICES):
        end_left_over(layout, name)
    with step("Throwing the data away"):
        for folder in (postgres.cluster(layout), layout.data / "redis", layout.data / "storage"):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(layout.data / "solr" / "home", ignore_errors=True)
        for name in FILES:
            (layout.data / name).unlink(missing_ok=True)
