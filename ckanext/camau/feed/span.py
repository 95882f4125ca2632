"""When the catalogue began and when it last changed, from the events of the ledger."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from ckan import model

from ckanext.camau.const import FEED_TYPES
from ckanext.camau.feed.catalog_node import Span

# what was withdrawn changed the catalogue as well, so every event counts
_EVENTS: Final = sa.text(
    "SELECT min(e.at), max(e.at) FROM camau_event e JOIN camau_record r USING (record_id) WHERE r.type = ANY(:types)"
)


def of_feed() -> Span:
    """Return the span of what the feed lists."""
    first, last = model.Session.execute(_EVENTS, {"types": list(FEED_TYPES)}).one()
    return Span(first, last)
