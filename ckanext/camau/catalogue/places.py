"""Which public records say that they cover an administrative unit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from ckan import model


@dataclass(frozen=True)
class Covering:
    """A public record and the places that it names."""

    type: str
    name: str
    title: str
    places: tuple[str, ...]


_COVERING: Final = sa.text(
    """SELECT r.type, r.name, p.content ->> 'title' AS title, p.content -> 'places' AS places
    FROM camau_record r
    JOIN LATERAL (SELECT kind, version_id FROM camau_event
                  WHERE record_id = r.record_id ORDER BY seq DESC LIMIT 1) e ON true
    JOIN camau_version_payload p ON p.version_id = e.version_id
    WHERE e.kind IN ('issued', 'resumed', 'suspended')
      AND jsonb_exists_any(p.content -> 'places', CAST(:codes AS text[]))
    ORDER BY r.record_id"""
)


def covering(codes: Collection[str]) -> list[Covering]:
    """Return the public records that name one of the places, by the ledger alone."""
    found = model.Session.execute(_COVERING, {"codes": list(codes)}).mappings()
    return [Covering(row["type"], row["name"], row["title"] or "", tuple(row["places"])) for row in found]
