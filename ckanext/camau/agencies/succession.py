"""Who took over from which agency: reading and adding to the table. Nothing here commits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from ckan import model

from ckanext.camau.agencies.tree import Agency, active
from ckanext.camau.dates import today
from ckanext.camau.model import AgencySuccession


def of(agency_id: str, by_id: Mapping[str, Agency]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return predecessors and successors of an agency, wholes before parts."""
    links = model.Session.query(AgencySuccession).filter(
        (AgencySuccession.predecessor == agency_id) | (AgencySuccession.successor == agency_id)
    )
    before: list[dict[str, Any]] = []
    after: list[dict[str, Any]] = []
    for link in links:
        back = link.successor == agency_id
        other = by_id.get(link.predecessor if back else link.successor)
        if other:
            (before if back else after).append(as_dict(link, other))
    for found in (before, after):
        found.sort(key=lambda link: link["extent"] == "part")
    return before, after


def heir(agency_id: str) -> str:
    """Return the agency that acts for an agency today: itself, or the one that took it over whole, step by step.

    Where several share what it did, none of them acts for it by itself.
    """
    after = _in_force()
    seen: set[str] = set()
    while agency_id not in seen and len(after.get(agency_id, ())) == 1:
        seen.add(agency_id)
        (link,) = after[agency_id]
        if link.extent != "whole":
            break
        agency_id = link.successor
    return agency_id


def split() -> frozenset[str]:
    """Return the agencies that have ended and that several others, or another one in part, took over."""
    return frozenset(
        org_id
        for org_id, links in _in_force().items()
        if (len(links) > 1 and any(link.extent == "whole" for link in links))
        or (all(link.extent == "part" for link in links) and _ended(org_id))
    )


def _in_force() -> dict[str, list[AgencySuccession]]:
    """Return the successions whose day has come, by predecessor."""
    found: dict[str, list[AgencySuccession]] = defaultdict(list)
    for link in model.Session.query(AgencySuccession).filter(AgencySuccession.day <= today()):
        found[link.predecessor].append(link)
    return found


def _ended(org_id: str) -> bool:
    return any(agency.id == org_id and agency.historic for agency in active())


def closes_circle(predecessor: str, successor: str) -> bool:
    """Tell whether the predecessor itself came, in however many steps, from the successor."""
    pairs = model.Session.query(AgencySuccession.predecessor, AgencySuccession.successor).all()
    waiting, seen = [successor], set[str]()
    while waiting:
        here = waiting.pop()
        if here == predecessor:
            return True
        seen.add(here)
        waiting += [after for before, after in pairs if before == here and after not in seen]
    return False


def as_dict(link: AgencySuccession, other: Agency) -> dict[str, Any]:
    """Return a succession as the page of the one side tells of the other."""
    return {
        "name": other.name,
        "title": other.title,
        "historic": other.historic,
        "extent": link.extent,
        "day": link.day.isoformat(),
        "document": link.document or "",
        "note": link.note or "",
    }
