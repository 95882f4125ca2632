"""Ways whose object is a node with a table of its own: agencies, contacts, files. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import wraps
from typing import Any, Final

from ckanext.camau.feed import values
from ckanext.camau.feed.nodes import Iri, text
from ckanext.camau.feed.record import listed
from ckanext.camau.feed.rule import How, Rule, Said, Scope, apply
from ckanext.camau.feed.vocabulary import DCAT, DCT, FOAF, TYPE, VCARD
from ckanext.camau.files.names import ascii_file_name
from ckanext.camau.files.uploader import download_name

Table = Iterable[Rule]
Way = Iterator[Said]

_CONTACT: Final = ("contact_name", "contact_email", "contact_phone", "contact_address")


def _with(table: Table, way: How) -> How:
    """Give a way its table, keeping name and docstring for the documentation."""

    @wraps(way)
    def carried(scope: Scope, *given: Any) -> Iterable[Said]:
        return way(table, scope, *given)

    return carried


def agency(table: Table) -> How:
    """Return the way of a publisher, told by the table of agencies."""

    def way(table: Table, scope: Scope, agency_id: str) -> Way:
        """Give ``foaf:Agent``: the agency, told in full on every page."""
        node = scope.world.iris.agency(agency_id)
        known = scope.world.agencies.get(agency_id)
        about = apply(table, scope.on(node, asdict(known) if known else {}))
        yield Said(node, ((node, TYPE, FOAF.Agent), *about))

    return _with(table, way)


def contact(table: Table) -> How:
    """Return the way of a contact point, told by the table of contacts."""

    def way(table: Table, scope: Scope, agency_id: str, *own: Any) -> Way:
        """Give ``vcard:Kind``: the record's own contact, else the agency's office."""
        known = scope.world.agencies.get(agency_id)
        office: dict[str, Any] = {key: getattr(known, key, "") for key in _CONTACT}
        node = scope.world.iris.contact(agency_id, scope.record.record_id if any(own) else "")
        facts: dict[str, Any] = dict(zip(_CONTACT, own, strict=True)) if any(own) else office
        facts["contact_name"] = facts["contact_name"] or (known.title if known else "")
        about = apply(table, scope.on(node, facts))
        yield Said(node, ((node, TYPE, VCARD.Kind), (node, TYPE, VCARD.Organization), *about))

    return _with(table, way)


def distributions(table: Table) -> How:
    """Return the way of the files of a dataset, told by the table of distributions."""

    def way(table: Table, scope: Scope, rows: Any) -> Way:
        """Give ``dcat:Distribution``: one a row, each with its own IRI."""
        for row in listed(rows):
            node = scope.world.iris.file(scope.record.type, scope.record.record_id, str(row["id"]))
            about = apply(table, scope.on(node, file_facts(scope, row)))
            yield Said(node, ((node, TYPE, DCAT.Distribution), *about))

    return _with(table, way)


def documents(scope: Scope, rows: Any) -> Way:
    """Give ``foaf:Document``: each technical document, where it can be fetched."""
    for row in listed(rows):
        node = download_address(scope, row) or values.address(str(row.get("url") or ""))
        if node:
            titles = [text(str(row["name"]), "vi")] if row.get("name") else []
            yield Said(node, ((node, TYPE, FOAF.Document), *((node, DCT("title"), title) for title in titles)))


def file_facts(scope: Scope, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row of files, with what it takes over from its record."""
    download = download_address(scope, row)
    shared = {key: scope.values.get(key) for key in ("@page", "@issued_at")}
    return {
        **row,
        **shared,
        "@license_id": scope.values.get("license_id"),
        "@download": download,
        "@size": row.get("size") if download else None,
    }


def download_address(scope: Scope, row: Mapping[str, Any]) -> Iri | None:
    """Return the address of an upload; a link to elsewhere promises no bytes."""
    if not row.get("sha256"):
        return None
    filename = ascii_file_name(download_name(dict(row)))
    return scope.world.download(scope.record.type, scope.record.record_id, str(row["id"]), filename)
