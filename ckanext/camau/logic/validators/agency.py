"""What an agency's fields must say together: its own code, a parent above it, days in order."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.agencies import tree

Key = tuple[Any, ...]
Flat = dict[Key, Any]


def camau_agency_code(key: Key, data: Flat, errors: Flat, context: Any) -> None:
    """Refuse a code that another agency has, in whatever case."""
    extras: Any = getattr(model.Group, "extras")  # noqa: B009 - CKAN maps it without telling pyright
    holder = (
        model.Session.query(model.Group.title)
        .filter(model.Group.is_organization.is_(True), model.Group.state != "deleted")
        .filter(
            sa.func.lower(extras["code"].astext) == str(data[key]).lower(), model.Group.id != _own_id(data, context)
        )
        .first()
    )
    if holder:
        errors[key].append(tk._('The code "{code}" is that of {agency}.').format(code=data[key], agency=holder[0]))


def camau_agency_parent(key: Key, data: Flat, errors: Flat, context: Any) -> None:
    """Keep the parent as its name; refuse one that does not exist, the agency itself and what lies below it."""
    parent = model.Group.get(data[key])
    if parent is None or not parent.is_organization or parent.state != "active":
        errors[key].append(tk._("There is no such agency."))
        return
    data[key] = parent.name
    own = model.Session.get(model.Group, _own_id(data, context))
    if own is None:
        return
    above = {agency.name for agency in tree.ancestors(parent.name, {a.name: a for a in tree.active()})}
    if own.name in {parent.name, *above}:
        errors[key].append(tk._("The parent lies below this agency, or is the agency itself."))


def camau_agency_days(key: Key, data: Flat, errors: Flat, _context: Any) -> None:
    """Refuse a last day before the first one."""
    first = data.get((*key[:-1], "valid_from"))
    if isinstance(first, str) and first and data[key] < first:
        errors[key].append(tk._("The last day lies before the first one."))


def _own_id(data: Flat, context: Any) -> str:
    group = context.get("group")
    known = group.id if group is not None else data.get(("id",))
    return known if isinstance(known, str) else ""
