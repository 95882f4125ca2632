"""CKAN's organisation membership follows our roles; it gives nothing in the routes."""

from __future__ import annotations

from ckan import model

from ckanext.camau.dates import today
from ckanext.camau.model import Role
from ckanext.camau.people.roles import in_force


def sync_all() -> None:
    """Do so for every account that was ever given a role in an agency: roles begin and end with a day."""
    pairs = model.Session.query(Role.user_id, Role.owner_org).filter(Role.owner_org.is_not(None)).distinct()
    for user_id, org_id in pairs.all():
        sync(user_id, org_id)


def sync(user_id: str, org_id: str | None) -> None:
    """Make the account's membership of an agency say what its roles in force say; nothing for portal roles."""
    if org_id is None:
        return
    held = {
        role
        for (role,) in model.Session.query(Role.role).filter(
            Role.user_id == user_id, Role.owner_org == org_id, *in_force(today())
        )
    }
    member = (
        model.Session.query(model.Member)
        .filter_by(table_name="user", table_id=user_id, group_id=org_id)
        .order_by(model.Member.state)
        .first()
    )
    if member is None:
        if not held:
            return
        member = model.Member(table_name="user", table_id=user_id, group=model.Group.get(org_id), group_id=org_id)
        model.Session.add(member)
    member.state = "active" if held else "deleted"
    member.capacity = "admin" if "agency_head" in held else "editor"
