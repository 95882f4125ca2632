"""The agencies, straight from the table: core's list asks Solr for counts and ends after 25."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ckan import model


@dataclass(frozen=True)
class Agency:
    """An agency as the list shows it; ``kind`` is a code of the list ``agency_type`` or empty."""

    name: str
    title: str
    kind: str


def active() -> list[Agency]:
    """Return every agency that is not deleted."""
    extras: Any = getattr(model.Group, "extras")  # noqa: B009 - CKAN maps it without telling pyright
    rows = model.Session.query(model.Group.name, model.Group.title, extras).filter(
        model.Group.is_organization.is_(True), model.Group.state == "active"
    )
    return [Agency(name, title or name, str((extras or {}).get("agency_type") or "")) for name, title, extras in rows]
