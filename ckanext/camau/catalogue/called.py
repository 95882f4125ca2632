"""What accounts, agencies and records are called, for many at once: one query each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.model import WorkingCopy

#: A draft's title may still be far too long.
LONGEST: Final = 300


def working_title(title: str | None, code: str | None) -> str:
    """Return what a record is called while it is being written."""
    return (title or code or tk._("(no title yet)"))[:LONGEST]


def of_accounts(user_ids: Iterable[str | None]) -> dict[str, str]:
    """Return what the holders of accounts are called, by id."""
    wanted = set(user_ids) - {None}
    if not wanted:
        return {}
    return {user.id: user.display_name for user in model.Session.query(model.User).filter(model.User.id.in_(wanted))}


def of_agencies(org_ids: Iterable[str | None]) -> dict[str, str]:
    """Return the titles of agencies, by id."""
    wanted = set(org_ids) - {None}
    if not wanted:
        return {}
    found = model.Session.query(model.Group.id, model.Group.title, model.Group.name).filter(model.Group.id.in_(wanted))
    return {org_id: title or name for org_id, title, name in found}


def of_records(record_ids: Iterable[str | None]) -> dict[str, str]:
    """Return what records are called, by id: in their newest working copy, issued or not. For those who may see it."""
    wanted = set(record_ids) - {None}
    if not wanted:
        return {}
    found = (
        model.Session.query(WorkingCopy.record_id, WorkingCopy.data["title"].astext)
        .filter(WorkingCopy.record_id.in_(wanted))
        .distinct(WorkingCopy.record_id)
        .order_by(WorkingCopy.record_id, WorkingCopy.modified.desc())
    )
    return {record_id: title for record_id, title in found if title}
