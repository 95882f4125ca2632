"""Actions on delegations (ủy quyền): who acts for whom, from, to, by which document."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import audit
from ckanext.camau.dates import today
from ckanext.camau.logic import dictize, schema
from ckanext.camau.logic.action import common
from ckanext.camau.logic.action.people import account, scope
from ckanext.camau.logic.errors import Conflict
from ckanext.camau.logic.schema import review
from ckanext.camau.model import Delegation
from ckanext.camau.model.base import now
from ckanext.camau.people.roles import may_handle, own_roles, person_of
from ckanext.camau.workflow.permission import Actor, HeldRole


def camau_delegation_create(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Let another account exercise a role for a time (ủy quyền), by a document.

    :param from_user: the account that holds the role; ``to_user``: the one that shall act
    :param role: the role; ``agency``: for roles of an agency; ``valid_from``, ``valid_to``: days
    :param document: number and date of the document
    :returns: ``id`` and what was given
    :raises NotAuthorized: 403, neither holder of the role nor administrator or focal point; ObjectNotFound: 404
    :raises ValidationError: 409, the role is not held, both accounts are one person's, or the days are in the wrong
        order
    """
    tk.check_access("camau_delegation_create", context, data_dict)
    data = common.validated(data_dict, schema.delegation(), context)
    who = common.actor(context)
    giver, taker, org_id = account(data["from_user"]), account(data["to_user"]), scope(data)
    if who.user_id != giver.id and not may_handle(who, data["role"], org_id):
        raise tk.NotAuthorized(tk._("You may not delegate this role."))
    if HeldRole(data["role"], org_id) not in own_roles(giver.id):
        raise tk.ValidationError({"role": [tk._("The account does not hold this role itself.")]})
    if person_of(giver.id) == person_of(taker.id):
        raise tk.ValidationError({"to_user": [tk._("Both accounts are those of one person.")]})
    if taker.sysadmin:
        raise tk.ValidationError({"to_user": [tk._("A system administrator holds no role in the routes.")]})
    first, last = common.term(data)
    with common.transaction():
        row = Delegation(
            from_user=giver.id, to_user=taker.id, role=data["role"], owner_org=org_id,
            valid_from=first, valid_to=last, document=data["document"], created_by=who.user_id,
        )  # fmt: skip
        model.Session.add(row)
        model.Session.flush()
        audit.add(who, "camau_delegation_create", "delegation", row.id, detail={"role": row.role})
    return {"id": row.id, "from_user": giver.name, "to_user": taker.name, "role": row.role, "owner_org": org_id}


@tk.side_effect_free
def camau_delegation_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """Return the delegations that the caller gave, received or may handle, newest first.

    :returns: ``from_user``, ``to_user``, ``role``, ``agency``, ``valid_from``, ``valid_to``, ``document``,
        ``in_force``, ``ended_at`` and ``end_reason`` (ended early), ``may_end`` (by the caller)
    """
    tk.check_access("camau_delegation_list", context, data_dict)
    who = common.actor(context)
    found = model.Session.query(Delegation).order_by(Delegation.at.desc())
    return [
        _delegation(row, who)
        for row in found
        if who.user_id in (row.from_user, row.to_user) or may_handle(who, row.role, row.owner_org)
    ]


def _delegation(row: Delegation, who: Actor) -> dict[str, Any]:
    over = row.ended_at is not None or row.valid_to < today()
    return {
        "id": row.id,
        "from_user": dictize.account_name(row.from_user),
        "to_user": dictize.account_name(row.to_user),
        "role": row.role,
        "agency": dictize.agency_title(row.owner_org) if row.owner_org else None,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat(),
        "document": row.document,
        "in_force": not over and row.valid_from <= today(),
        "ended_at": dictize.iso(row.ended_at),
        "end_reason": row.end_reason,
        "may_end": not over and _may_end(who, row),
    }


def _may_end(who: Actor, row: Delegation) -> bool:
    return who.user_id in (row.from_user, row.to_user) or may_handle(who, row.role, row.owner_org)


def camau_delegation_end(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """End a delegation early, at once. What its taker had claimed is back in the queue of the role.

    :param id: id of the delegation; ``reason``: why
    :returns: the delegation as ``camau_delegation_list`` tells it
    :raises NotAuthorized: 403, neither its giver or taker nor who handles the role; ObjectNotFound: 404
    :raises ValidationError: 409, no reason, or ``conflict: state`` if it is over already
    """
    tk.check_access("camau_delegation_end", context, data_dict)
    data = common.validated(data_dict, review.delegation_end(), context)
    who = common.actor(context)
    with common.transaction():
        row = model.Session.get(Delegation, data["id"], with_for_update=True, populate_existing=True)
        if row is None:
            raise tk.ObjectNotFound(tk._("There is no such delegation."))
        if not _may_end(who, row):
            raise tk.NotAuthorized(tk._("You may not end this delegation."))
        if row.ended_at or row.valid_to < today():
            raise Conflict("state", tk._("This delegation is over already."))
        row.ended_at, row.ended_by, row.end_reason = now(), who.user_id, data["reason"]
        audit.add(who, "camau_delegation_end", "delegation", row.id, note=data["reason"], detail={"role": row.role})
    return _delegation(row, who)
