"""The agencies straight from the table: core's list asks the index for counts and ends after 25."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue.in_force import NEWEST, PUBLIC
from ckanext.camau.dates import today


@dataclass(frozen=True)
class Agency:
    """An agency as lists show it; ``kind`` is a code of ``agency_type``, ``parent`` a name; both may be empty."""

    id: str
    name: str
    title: str
    code: str
    kind: str
    parent: str
    place: str
    valid_from: str
    valid_to: str

    @property
    def historic(self) -> bool:
        """Whether the agency has ended."""
        return bool(self.valid_to) and self.valid_to < today().isoformat()


#: Records that are public by the ledger, by owner and type.
_COUNTS: Final = sa.text(
    f"""SELECT v.owner_org, r.type, count(*) FROM {NEWEST}
    JOIN camau_version v ON v.id = e.version_id
    WHERE {PUBLIC} GROUP BY 1, 2"""  # noqa: S608 - no outside value
)


def active() -> list[Agency]:
    """Return every agency that is not deleted."""
    extras: Any = getattr(model.Group, "extras")  # noqa: B009 - CKAN maps it without telling pyright
    rows = model.Session.query(model.Group.id, model.Group.name, model.Group.title, extras).filter(
        model.Group.is_organization.is_(True), model.Group.state == "active"
    )
    return [_agency(*row) for row in rows]


def counts() -> dict[str, dict[str, int]]:
    """Return the number of public records for each agency id and record type."""
    found: dict[str, dict[str, int]] = {}
    for owner, type_, number in model.Session.execute(_COUNTS):
        found.setdefault(owner, {})[type_] = number
    return found


def ancestors(name: str, by_name: Mapping[str, Agency]) -> list[Agency]:
    """Return the agencies above one, the highest first; a circle in old data ends where it closes."""
    found: list[Agency] = []
    seen = {name}
    agency = by_name.get(name)
    while agency and agency.parent and agency.parent not in seen:
        seen.add(agency.parent)
        agency = by_name.get(agency.parent)
        if agency:
            found.insert(0, agency)
    return found


def as_dict(agency: Agency, number: Mapping[str, int]) -> dict[str, Any]:
    """Return what is public of an agency in a list, with the number of its records by type."""
    return {
        "id": agency.id,
        "name": agency.name,
        "title": agency.title,
        "code": agency.code,
        "agency_type": agency.kind,
        "parent": agency.parent,
        "place": agency.place,
        "valid_from": agency.valid_from,
        "valid_to": agency.valid_to,
        "historic": agency.historic,
        "records": sum(number.values()),
        "records_by_type": dict(number),
    }


def _agency(id_: str, name: str, title: str | None, extras: Mapping[str, str] | None) -> Agency:
    def get(key: str) -> str:
        return str((extras or {}).get(key) or "")

    return Agency(
        id_, name, title or name, get("code"), get("agency_type"), get("parent"), get("place"),
        get("valid_from"), get("valid_to"),
    )  # fmt: skip
