"""Actions on agencies: the tree, one agency with its history, successions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.agencies import succession, tree
from ckanext.camau.catalogue import audit, inherited
from ckanext.camau.logic import schema
from ckanext.camau.logic.action import common
from ckanext.camau.model import AgencySuccession
from ckanext.camau.pages.collation import natural_key
from ckanext.camau.people import officers

Node = dict[str, Any]


@tk.side_effect_free
def camau_agency_tree(context: Context, data_dict: DataDict) -> list[Node]:
    """Return all agencies as a tree, in the order of the Vietnamese alphabet. Public.

    :param historic: only those that have ended (true) or not (false); a child whose parent is left out stands on top
    :returns: agencies with ``name``, ``title``, ``code``, ``agency_type``, ``place``, ``valid_from``, ``valid_to``,
        ``historic``, ``records`` (number of issued ones), ``records_by_type`` and ``children``
    """
    tk.check_access("camau_agency_tree", context, data_dict)
    data = common.validated(data_dict, schema.agency_tree(), context)
    numbers = tree.counts()
    nodes: list[Node] = [tree.as_dict(agency, numbers.get(agency.id, {})) for agency in tree.active()]
    return _nested(node for node in nodes if data.get("historic") in (None, node["historic"]))


def _nested(nodes: Iterable[Node]) -> list[Node]:
    by_name: dict[str, Node] = {node["name"]: {**node, "children": []} for node in nodes}
    top: list[Node] = []
    for node in sorted(by_name.values(), key=lambda node: natural_key(node["title"])):
        above = by_name.get(node["parent"])
        (above["children"] if above and above is not node else top).append(node)
    return top


@tk.side_effect_free
def camau_agency_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return an agency, present or historic, with its place in the tree and its history. Public.

    :param id: id or name
    :returns: the agency's fields; ``above`` (highest first) and ``children``; ``predecessors`` and ``successors`` with
        ``extent`` (``whole`` or ``part``), ``day``, ``document``; ``focal_officer`` in office today; ``records`` and
        ``records_by_type``, numbers of issued ones; ``historic``
    :raises ObjectNotFound: 404

    Legal source: D32 2, 13(3); ND47 7(1).
    """
    tk.check_access("camau_agency_show", context, data_dict)
    group = common.organization(common.plain(data_dict, "id"))
    by_id = {agency.id: agency for agency in tree.active()}
    by_name = {agency.name: agency for agency in by_id.values()}
    extras: Mapping[str, str] = getattr(group, "extras", None) or {}
    before, after = succession.of(group.id, by_id)
    officer = officers.in_office(group.id)
    children = [agency for agency in by_id.values() if agency.parent == group.name]
    return {
        **extras,
        "description": group.description or "",
        **tree.as_dict(by_id[group.id], tree.counts().get(group.id, {})),
        "above": [_brief(agency) for agency in tree.ancestors(group.name, by_name)],
        "children": [_brief(agency) for agency in sorted(children, key=lambda a: natural_key(a.title))],
        "predecessors": sorted(before, key=_order),
        "successors": sorted(after, key=_order),
        "focal_officer": officers.as_dict(officer) if officer else None,
    }


def _order(link: Mapping[str, Any]) -> Any:
    return (link["extent"] == "part", natural_key(link["title"]))


def _brief(agency: tree.Agency) -> dict[str, Any]:
    return {"name": agency.name, "title": agency.title, "historic": agency.historic}


def camau_agency_succession_add(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Record that an agency took over from another one.

    From that day on the open cases of an agency that one other took over whole are the successor's; where several
    share what it did, its cases stay and the focal point decides.

    :param predecessor, successor: id or name; ``extent``: ``whole`` or ``part`` of the predecessor
    :param day: first day (YYYY-MM-DD); ``document``: by which document; ``note``: what is to be known of it
    :returns: ``id``, what was given, and ``cases_moved``: how many open cases went to a successor
    :raises NotAuthorized: 403, not the provincial focal point
    :raises ValidationError: 409 with every problem at its field

    Legal source: D32 2, 11.
    """
    tk.check_access("camau_agency_succession_add", context, data_dict)
    data = common.validated(data_dict, schema.agency_succession(), context)
    who = common.actor(context)
    found = {key: model.Group.get(data[key]) for key in ("predecessor", "successor")}
    errors = {
        key: [tk._("There is no such agency.")]
        for key, group in found.items()
        if group is None or not group.is_organization or group.state != "active"
    }
    if data["extent"] not in ("whole", "part"):
        errors["extent"] = [tk._("Choose whole or part.")]
    day = _day(data["day"], errors)
    if day is None or errors:
        raise tk.ValidationError(dict(errors))
    ids = {key: group.id for key, group in found.items() if group}
    _check_pair(ids)
    with common.transaction():
        row = AgencySuccession(
            **ids, extent=data["extent"], day=day, document=data.get("document"), note=data.get("note"),
            created_by=who.user_id,
        )  # fmt: skip
        model.Session.add(row)
        model.Session.flush()
        audit.add(who, "camau_agency_succession_add", "agency", ids["successor"], detail={**ids, "extent": row.extent})
        moved = inherited.move_due(who)
    done = {"id": row.id, **ids, "extent": row.extent, "day": day.isoformat(), "document": row.document}
    return {**done, "cases_moved": moved}


def _day(text: str, errors: dict[str, list[str]]) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        errors["day"] = [tk._("Give a date as YYYY-MM-DD.")]
        return None


def _check_pair(ids: Mapping[str, str]) -> None:
    if ids["predecessor"] == ids["successor"]:
        raise tk.ValidationError({"successor": [tk._("An agency does not succeed itself.")]})
    if model.Session.query(AgencySuccession).filter_by(**ids).first():
        raise tk.ValidationError({"successor": [tk._("This succession is recorded already.")]})
    if succession.closes_circle(ids["predecessor"], ids["successor"]):
        raise tk.ValidationError({"successor": [tk._("The successor itself came before the predecessor.")]})
