"""Actions of reviewers among themselves: who has a case, who lets it go, who hands it to whom."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import claims, copies, notices, route
from ckanext.camau.logic import dictize
from ckanext.camau.logic.action import common
from ckanext.camau.logic.errors import Conflict
from ckanext.camau.logic.schema import review as schema
from ckanext.camau.model import WorkingCopy
from ckanext.camau.people.roles import actor_of
from ckanext.camau.workflow.permission import Actor, choose


def camau_claim(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Take a case for review: until it is released or its state changes, only the holder decides on it.

    :param id: id of the working copy; ``note``: optional
    :returns: the working copy with ``claimed_by``, ``claimed_by_name``, ``claimed_at``
    :raises NotAuthorized: 403, no reviewer of this case, or a person who wrote it; ObjectNotFound: 404
    :raises ValidationError: 409 with ``conflict: claimed`` naming who has it, or ``conflict: state``
    """
    tk.check_access("camau_claim", context, data_dict)
    data = common.validated(data_dict, schema.claim(), context)
    who = common.actor(context)
    with common.transaction():
        copy = _permitted(who, "camau_claim", data["id"])
        claims.check(who, copy)
        if claims.holder(copy) is None:
            _give(who, "camau_claim", copy, who.user_id, data.get("note"))
    return _answer(copy, who)


def camau_release(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Let a case go that one has claimed: it is back in the queue of the role.

    :param id: id of the working copy; ``note``: optional
    :returns: the working copy
    :raises NotAuthorized: 403; ObjectNotFound: 404
    :raises ValidationError: 409 with ``conflict: claimed`` if somebody else has it, ``conflict: state`` if nobody has
    """
    tk.check_access("camau_release", context, data_dict)
    data = common.validated(data_dict, schema.claim(), context)
    who = common.actor(context)
    with common.transaction():
        copy = _permitted(who, "camau_release", data["id"])
        claims.check(who, copy)
        if claims.holder(copy) is None:
            raise Conflict("state", tk._("Nobody has taken this case."))
        _give(who, "camau_release", copy, None, data.get("note"))
    return _answer(copy, who)


def camau_reassign(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Hand a case to another reviewer: a head of the agency to another one, the focal point among its own.

    :param id: id of the working copy; ``user``: name or id of the account; ``note``: why (optional)
    :returns: the working copy
    :raises NotAuthorized: 403; ObjectNotFound: 404
    :raises ValidationError: 409, no such account, one that does not review this case or wrote it; ``conflict: state``
    """
    tk.check_access("camau_reassign", context, data_dict)
    data = common.validated(data_dict, schema.reassign(), context)
    who = common.actor(context)
    with common.transaction():
        copy = _permitted(who, "camau_reassign", data["id"])
        to = _reviewer(data["user"], copy)
        _give(who, "camau_reassign", copy, to.user_id, data.get("note"))
        notices.assigned(copy, to.user_id)
    return _answer(copy, who)


def _permitted(who: Actor, action: str, copy_id: str) -> WorkingCopy:
    copy = copies.lock(copy_id)
    route.permit(who, action, copies.case_of(copy))
    return copy


def _reviewer(name: str, copy: WorkingCopy) -> Actor:
    """Return the one who is to have a case: a reviewer in its state who may also decide on it."""
    found = actor_of(model.User.get(name))
    if found is None or claims.reviewer(copy) not in found.roles:
        raise tk.ValidationError({"user": [tk._("This account does not review cases in this state.")]})
    if choose("camau_claim", copies.case_of(copy), found) is None:
        raise tk.ValidationError({"user": [tk._("This person wrote, submitted or approved the case: choose another.")]})
    return found


def _give(who: Actor, action: str, copy: WorkingCopy, to: str | None, note: str | None) -> None:
    claims.give(copy, to)
    copies.told(who, action, copy, (copy.state, copy.state), note=note, detail={"to": to} if to else None)


def _answer(copy: WorkingCopy, who: Actor) -> dict[str, Any]:
    return dictize.copy(copy, who, common.problems(copy))
