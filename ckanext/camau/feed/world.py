"""What a record's triples need beside the record: addresses, codes, agencies, linked records. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ckanext.camau.feed.iris import Iris
from ckanext.camau.feed.nodes import Iri
from ckanext.camau.schemas.code_lists import CodeList


@dataclass(frozen=True)
class Agency:
    """An agency as the public sees it."""

    id: str
    title: str
    title_en: str = ""
    website: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    contact_address: str = ""


@dataclass(frozen=True)
class Linked:
    """A record that another links to; only issued ones are ever put in a world."""

    record_id: str
    type: str
    name: str
    title: str


@dataclass(frozen=True)
class World:
    """Everything around the records of one answer."""

    iris: Iris
    site_url: str
    codes: Callable[[str], CodeList]
    agencies: Mapping[str, Agency] = field(default_factory=dict)
    linked: Mapping[str, Linked] = field(default_factory=dict)

    def page(self, record_type: str, name: str) -> Iri:
        """Return the address of the page about a record."""
        return Iri(f"{self.site_url}/{record_type}/{name}")

    def download(self, record_type: str, record_id: str, resource_id: str, filename: str) -> Iri:
        """Return the address where a GET gives the bytes of a file; it does not follow the record's name."""
        return Iri(f"{self.site_url}/{record_type}/{record_id}/resource/{resource_id}/download/{filename}")
