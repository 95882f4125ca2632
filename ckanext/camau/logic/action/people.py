"""Actions on people: roles. Delegations stand in ``delegation``, focal officers in ``officer``."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import audit
from ckanext.camau.const import AGENCY_ROLES, PORTAL_ROLES
from ckanext.camau.logic import dictize, schema
from ckanext.camau.logic.action import common
from ckanext.camau.logic.errors import Conflict
from ckanext.camau.model import Account, Role
from ckanext.camau.model.base import now
from ckanext.camau.people import membership
from ckanext.camau.people.roles import may_handle, person_of
from ckanext.camau.security import credentials
from ckanext.camau.workflow.permission import Actor


def camau_role_grant(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Grant a role. It takes effect when another person confirms it.

    :param user: name or id of the account; ``role``: ``editor``, ``agency_head`` (with ``agency``), ``focal_point``,
        ``issuing_clerk``, ``finance_reader`` or ``auditor``
    :param agency: id or name; ``valid_from``, ``valid_to``: days (from today, open); ``document``: the order
    :param person: identifier of the person behind the account; two accounts of one person count as one. It holds from
        the confirmation on, like the role: nobody alone makes two persons of one
    :returns: the role
    :raises NotAuthorized: 403; ObjectNotFound: 404, no such account or agency
    :raises ValidationError: 409, unknown role, agency missing, a system administrator as holder, days out of order
    """
    tk.check_access("camau_role_grant", context, data_dict)
    data = common.validated(data_dict, schema.role_grant(), context)
    who = common.actor(context)
    user = account(data["user"])
    org_id = scope(data)
    if not may_handle(who, data["role"], org_id):
        raise tk.NotAuthorized(tk._("You may not grant this role."))
    if user.sysadmin:
        raise tk.ValidationError({"user": [tk._("A system administrator holds no role in the routes.")]})
    first, last = common.term(data)
    with common.transaction():
        role = Role(
            user_id=user.id,
            role=data["role"],
            owner_org=org_id,
            valid_from=first,
            valid_to=last,
            document=data.get("document"),
            person=data.get("person") or None,
            granted_by=who.user_id,
        )
        model.Session.add(role)
        model.Session.flush()
        audit.add(who, "camau_role_grant", "role", role.id, detail={"user": user.name, "role": role.role})
    return dictize.role(role)


def account(name: str) -> model.User:
    """Return an account that is in use.

    :raises tk.ObjectNotFound: there is none
    """
    user = model.User.get(name)
    if user is None or user.state != "active":
        raise tk.ObjectNotFound(tk._("There is no such account."))
    return user


def scope(data: dict[str, Any]) -> str | None:
    """Return the agency of the role that an input names; None for roles of the whole portal.

    :raises tk.ValidationError: an unknown role, or no agency where one belongs
    """
    if data["role"] in PORTAL_ROLES:
        return None
    if data["role"] not in AGENCY_ROLES:
        raise tk.ValidationError({"role": [tk._("Unknown role.")]})
    if not data.get("agency"):
        raise tk.ValidationError({"agency": [tk._("Name the agency for this role.")]})
    return common.organization(data["agency"]).id


def camau_role_confirm(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Confirm a role that another person granted to a third one; from then on it is held.

    :param id: id of the role
    :returns: the role
    :raises NotAuthorized: 403, also for the person who granted it or is to hold it; ObjectNotFound: 404
    :raises ValidationError: 409 with ``conflict: state`` if it is confirmed or revoked already
    """
    tk.check_access("camau_role_confirm", context, data_dict)
    data = common.validated(data_dict, schema.by_id(), context)
    who = common.actor(context)
    with common.transaction():
        role = _locked(data["id"], who)
        if role.confirmed_at or role.revoked_at:
            raise Conflict("state", tk._("This role is confirmed or revoked already."))
        if who.person in {person_of(role.granted_by), person_of(role.user_id), role.person}:
            raise tk.NotAuthorized(tk._("Another person than the one who granted or is to hold the role confirms it."))
        role.confirmed_by, role.confirmed_at = who.user_id, now()
        if role.person:
            model.Session.merge(Account(user_id=role.user_id, person=role.person))
        model.Session.flush()
        membership.sync(role.user_id, role.owner_org)
        audit.add(who, "camau_role_confirm", "role", role.id, states=("granted", "confirmed"))
    return dictize.role(role)


def camau_role_revoke(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Revoke a role at once. What its holder had not finished stays in the queue of the role.

    :param id: id of the role; ``reason``: why
    :returns: the role
    :raises NotAuthorized: 403; ObjectNotFound: 404; ValidationError: 409
    """
    tk.check_access("camau_role_revoke", context, data_dict)
    data = common.validated(data_dict, schema.role_revoke(), context)
    who = common.actor(context)
    with common.transaction():
        role = _locked(data["id"], who)
        if role.revoked_at:
            raise Conflict("state", tk._("This role is revoked already."))
        role.revoked_by, role.revoked_at, role.revoke_reason = who.user_id, now(), data["reason"]
        model.Session.flush()
        membership.sync(role.user_id, role.owner_org)
        audit.add(who, "camau_role_revoke", "role", role.id, note=data["reason"])
        credentials.end(role.user_id)
    return dictize.role(role)


def _locked(role_id: str, who: Actor) -> Role:
    role = model.Session.get(Role, role_id, with_for_update=True, populate_existing=True)
    if role is None:
        raise tk.ObjectNotFound(tk._("There is no such role."))
    if not may_handle(who, role.role, role.owner_org):
        raise tk.NotAuthorized(tk._("You may not handle this role."))
    return role


@tk.side_effect_free
def camau_role_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """Return the roles that the caller may see: all for portal roles, else those of the own agencies.

    :param agency: only roles of this agency
    :returns: roles, newest first
    """
    tk.check_access("camau_role_list", context, data_dict)
    who = common.actor(context)
    query = model.Session.query(Role)
    if not who.sees_all():
        query = query.filter(Role.owner_org.in_(who.agencies()))
    if agency := common.plain(data_dict, "agency"):
        query = query.filter(Role.owner_org == common.organization(agency).id)
    return [dictize.role(r) for r in query.order_by(Role.granted_at.desc())]
