"""What the public is told of a record that was withdrawn: that it was here, since when it is not, and by what.

Nothing of its content. A record that was taken down, or never issued, is not known of at all.
"""

from __future__ import annotations

from typing import Any

from ckan import model

from ckanext.camau.catalogue import ledger
from ckanext.camau.logic import dictize
from ckanext.camau.model import Edition


def notice(id_or_name: str) -> dict[str, Any] | None:
    """Return ``type``, ``at``, ``edition_id`` and ``act`` of a withdrawal; None for what is not withdrawn."""
    package = model.Package.get(id_or_name)
    event = ledger.newest_event(package.id) if package else None
    if package is None or event is None or ledger.state_of(package.id) != "withdrawn":
        return None
    edition = model.Session.get(Edition, event.edition_id) if event.edition_id else None
    return {
        "type": package.type,
        "at": dictize.iso(event.at),
        "edition_id": event.edition_id,
        "act": dictize.act_of(edition.act_id) if edition else None,
    }
