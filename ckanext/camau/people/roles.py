"""Roles in force, read from our own tables. Core's permission helpers say yes to a sysadmin; these do not."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from ckan import model

from ckanext.camau.dates import today
from ckanext.camau.model import Account, Delegation, Role
from ckanext.camau.workflow.permission import Actor, HeldRole


def in_force(on: date) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that a role is confirmed, not revoked, and valid on a day."""
    return [
        Role.confirmed_at.is_not(None),
        Role.revoked_at.is_(None),
        Role.valid_from <= on,
        sa.or_(Role.valid_to.is_(None), Role.valid_to >= on),
    ]


def roles_of(user_id: str, on: date | None = None) -> frozenset[HeldRole]:
    """Return the roles that an account holds on a day (today), delegated ones included.

    A sysadmin and an account that is not active hold none.
    """
    day = on or today()
    user = model.User.get(user_id)
    if user is None or user.sysadmin or user.state != "active":
        return frozenset()
    return _own(user.id, day) | _delegated(user.id, day)


def own_roles(user_id: str, on: date | None = None) -> frozenset[HeldRole]:
    """Return the roles that an account holds itself on a day (today): what it may delegate."""
    return _own(user_id, on or today())


def _own(user_id: str, day: date) -> frozenset[HeldRole]:
    found = model.Session.query(Role.role, Role.owner_org).filter(Role.user_id == user_id, *in_force(day))
    return frozenset(HeldRole(role, org) for role, org in found)


def _delegated(user_id: str, day: date) -> frozenset[HeldRole]:
    """A delegation gives what its giver holds himself on that day, never more."""
    found = model.Session.query(Delegation).filter(
        Delegation.to_user == user_id,
        Delegation.valid_from <= day,
        Delegation.valid_to >= day,
        Delegation.ended_at.is_(None),
    )
    return frozenset(
        HeldRole(d.role, d.owner_org) for d in found if HeldRole(d.role, d.owner_org) in _own(d.from_user, day)
    )


def holders(role: str, org_id: str | None = None) -> list[str]:
    """Return the ids of the accounts that hold a role today, themselves or by delegation, for mail and queues."""
    day = today()
    found = model.Session.query(Role.user_id).filter(Role.role == role, Role.owner_org == org_id, *in_force(day))
    own = [user_id for (user_id,) in found]
    acting = model.Session.query(Delegation.to_user).filter(
        Delegation.role == role,
        Delegation.owner_org == org_id,
        Delegation.from_user.in_(own),
        Delegation.valid_from <= day,
        Delegation.valid_to >= day,
        Delegation.ended_at.is_(None),
    )
    return list(dict.fromkeys([*own, *(user_id for (user_id,) in acting)]))


def person_of(user_id: str) -> str:
    """Return the person behind an account; an account without an entry is a person of its own."""
    account = model.Session.get(Account, user_id)
    return account.person if account else user_id


def actor_of(user: model.User | model.AnonymousUser | None) -> Actor | None:
    """Return who acts in a request; None for a guest."""
    if not isinstance(user, model.User) or user.state != "active":
        return None
    return Actor(user.id, person_of(user.id), user.name, user.display_name, roles_of(user.id), bool(user.sysadmin))


def may_handle(who: Actor, role: str, org_id: str | None) -> bool:
    """Tell whether somebody may grant, confirm or revoke a role.

    Administrators and the focal point may; for editors of the own agency its head too.
    """
    if who.sysadmin or who.has("focal_point"):
        return True
    return role == "editor" and who.has("agency_head", org_id)
