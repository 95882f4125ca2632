"""The IRIs of the catalogue (architecture: addresses that never change). Pure.

They rest on a fixed base and on identifiers that nobody edits: not on a slug, a host or a proxy. A harvester
that meets another IRI deletes its record and makes a new one, so nothing here may ever change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ckanext.camau.feed.nodes import Iri


@dataclass(frozen=True)
class Iris:
    """Makes every IRI under one base, which has no slash at its end."""

    base: str

    def record(self, record_type: str, record_id: str) -> Iri:
        """Return the IRI of a record of any type."""
        return self._under(record_type, record_id)

    def file(self, record_type: str, record_id: str, resource_id: str) -> Iri:
        """Return the IRI of a row of a record's files, its own even where two rows have one address."""
        return Iri(f"{self.record(record_type, record_id)}/file/{_part(resource_id)}")

    def agency(self, agency_id: str) -> Iri:
        """Return the IRI of an agency."""
        return self._under("agency", agency_id)

    def contact(self, agency_id: str, record_id: str = "") -> Iri:
        """Return the IRI of an agency's contact office, or of the contact that one record names itself.

        Two records of an agency may name different telephones: under one IRI they would become one office
        with both, so a record's own contact is a part of the office's document.
        """
        office = self._under("contact", agency_id)
        return Iri(f"{office}#{_part(record_id)}") if record_id else office

    def edition(self, edition_id: str) -> Iri:
        """Return the IRI of an edition of the catalogue."""
        return self._under("edition", edition_id)

    def catalog(self) -> Iri:
        """Return the IRI of the catalogue."""
        return Iri(f"{self.base}/id/catalog")

    def code(self, code_list: str, code: str = "") -> Iri:
        """Return the IRI of a code of our own, or of its list."""
        return self._under(code_list, code) if code else Iri(f"{self.base}/id/{_part(code_list)}")

    def _under(self, kind: str, key: str) -> Iri:
        return Iri(f"{self.base}/id/{_part(kind)}/{_part(key)}")


def part(iri: Iri, name: str) -> Iri:
    """Return the IRI of something that exists only as a part of another (its period, its checksum)."""
    return Iri(f"{iri}{'-' if '#' in iri else '#'}{_part(name)}")


def identifier(record_id: str, content: Mapping[str, Any]) -> str:
    """Return ``dct:identifier`` of a record: its code if it has one, else its package id."""
    return str(content.get("code") or "").strip() or record_id


def _part(text: str) -> str:
    return quote(text, safe="-._~", errors="replace")
