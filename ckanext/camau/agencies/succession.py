"""Who took over from which agency: reading and adding to the table. Nothing here commits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckan import model

from ckanext.camau.agencies.tree import Agency
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
