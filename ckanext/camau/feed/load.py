"""Reads what stands around records: the agencies that own them and the issued records that they link to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from ckan import model

from ckanext.camau import config
from ckanext.camau.catalogue import in_force
from ckanext.camau.feed.iris import Iris
from ckanext.camau.feed.record import FeedRecord, referenced
from ckanext.camau.feed.world import Agency, Linked, World
from ckanext.camau.schemas.code_lists import code_list

_AGENCY_FIELDS = ("title_en", "website", "contact_name", "contact_email", "contact_phone", "contact_address")


def iris() -> Iris:
    """Return the IRIs under the configured base."""
    return Iris(config.iri_base())


def world_of(records: Collection[FeedRecord]) -> World:
    """Return what the triples of some records need; a link to what is not issued is not in it."""
    return World(
        iris=iris(),
        site_url=config.public_url(),
        codes=code_list,
        agencies=_agencies({record.owner_org for record in records} - {""}),
        linked=_linked(record.content for record in records),
    )


def _agencies(ids: Collection[str]) -> dict[str, Agency]:
    if not ids:
        return {}
    rows = model.Session.query(model.Group).filter(model.Group.id.in_(ids))
    # CKAN maps the column by hand, out of sight of type checkers
    return {row.id: _agency(row.id, row.title or row.name, getattr(row, "extras", None) or {}) for row in rows}


def _agency(agency_id: str, title: str, extras: dict[str, Any]) -> Agency:
    return Agency(agency_id, title, **{key: str(extras.get(key) or "") for key in _AGENCY_FIELDS})


def _linked(contents: Iterable[Any]) -> dict[str, Linked]:
    ids = set[str]().union(*(referenced(content) for content in contents))
    found = in_force.find_many(ids) if ids else []
    return {
        each.record_id: Linked(each.record_id, each.type, each.name, str(each.content.get("title") or ""))
        for each in found
    }
