"""What nobody does to an agency through core's actions: end it while records hang on it, move its address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.model import Event


def objection(data_dict: Mapping[str, Any]) -> str:
    """Return why a change of an agency is refused, empty when it may go on to core."""
    reference = data_dict.get("id")
    group = model.Group.get(reference) if reference and isinstance(reference, str) else None
    if group is None:
        return ""
    state, name = data_dict.get("state"), data_dict.get("name")
    if state not in (None, "active", group.state) and holds_records(group.id):
        return tk._("This agency owns records; its state stays as it is. Nothing was changed.")
    if name is not None and name != group.name and _has_issued(group.id):
        return tk._("This agency has issued records; its address stays as it is. Nothing was changed.")
    return ""


def holds_records(group_id: str) -> bool:
    """Tell whether a record belongs to the group, issued or not."""
    owned = sa.exists().where(model.Package.owner_org == group_id)
    member = sa.exists().where(model.Member.group_id == group_id, model.Member.table_name == "package")
    return bool(model.Session.scalar(sa.select(sa.or_(owned, member))))


def _has_issued(group_id: str) -> bool:
    """Tell whether a record of the agency was ever issued: what was issued keeps its address, withdrawn or not."""
    issued = sa.exists().where(Event.record_id == model.Package.id, model.Package.owner_org == group_id)
    return bool(model.Session.scalar(sa.select(issued)))
