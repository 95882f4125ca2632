"""Which public records say that they cover an administrative unit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue.in_force import NEWEST, PUBLIC


@dataclass(frozen=True)
class Covering:
    """A public record and the places that it names."""

    type: str
    name: str
    title: str
    places: tuple[str, ...]


_COVERING: Final = sa.text(
    f"""SELECT r.type, r.name, p.content ->> 'title' AS title, p.content -> 'places' AS places
    FROM {NEWEST}
    JOIN camau_version_payload p ON p.version_id = e.version_id
    WHERE {PUBLIC} AND jsonb_exists_any(p.content -> 'places', CAST(:codes AS text[]))
    ORDER BY r.record_id"""  # noqa: S608 - no outside value
)


def covering(codes: Collection[str]) -> list[Covering]:
    """Return the public records that name one of the places, by the ledger alone."""
    found = model.Session.execute(_COVERING, {"codes": list(codes)}).mappings()
    return [Covering(row["type"], row["name"], row["title"] or "", tuple(row["places"])) for row in found]
