"""Actions on comments of the review: on single fields, for those inside alone."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import comments, copies, places_in_content, route
from ckanext.camau.catalogue.comments import Shown
from ckanext.camau.logic import dictize, schema
from ckanext.camau.logic.action import common
from ckanext.camau.logic.errors import Conflict
from ckanext.camau.logic.schema import review
from ckanext.camau.model import Comment, WorkingCopy
from ckanext.camau.schemas.fields import record_schema
from ckanext.camau.workflow.permission import candidates


def camau_comment_add(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Say something about one field of a working copy, as its reviewer; its editor may answer once it is returned.

    The comment is open while the field has this value. It is no part of the content and never public.

    :param id: id of the working copy; ``content_hash``: the content that was read
    :param path: the field (``title``), a row of it (``data_items/2``), a column of that (``data_items/2/name``)
    :param text: what is to be said
    :returns: the comment as ``camau_comment_list`` tells it
    :raises NotAuthorized: 403; ObjectNotFound: 404
    :raises ValidationError: 409, no such field or row, or ``conflict: hash | state``
    """
    tk.check_access("camau_comment_add", context, data_dict)
    data = common.validated(data_dict, review.comment_add(), context)
    who = common.actor(context)
    with common.transaction():
        copy = copies.lock(data["id"])
        row = route.permit(who, "camau_comment_add", copies.case_of(copy))
        if data["content_hash"] != copy.content_hash:
            raise Conflict(
                "hash",
                tk._("The content is not the one that you read. Read it again; nothing was done."),
                {"read": data["content_hash"], "content_hash": copy.content_hash},
            )
        (remark,) = comments.remarks([data], copy.data, copy.type)
        added = comments.add(who, copy, row.role, remark, dictize.names_in(copy.type, copy.data))
        states = (copy.state, copy.state)
        copies.told(who, "camau_comment_add", copy, states, detail={"comment": added.id, "path": added.path})
    return _shown(Shown(added, added.path, None), copy)


@tk.side_effect_free
def camau_comment_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return the comments on a working copy, oldest first.

    :param id: id of the working copy
    :returns: ``comments``, each with ``id``, ``path`` (where the place is now, None if its row is gone), ``label``,
        ``text``, ``author``, ``author_name``, ``role``, ``at``, ``state_at``, ``value_text`` (what was commented on),
        ``resolved``, ``resolved_how`` (``changed`` or ``closed``), ``resolved_by_name``, ``resolved_at``;
        ``open``: how many are not resolved
    :raises ObjectNotFound: 404
    """
    tk.check_access("camau_comment_list", context, data_dict)
    copy = common.visible_copy(common.actor(context), data_dict)
    found = [_shown(one, copy) for one in comments.of_copy(copy)]
    return {"comments": found, "open": sum(not one["resolved"] for one in found)}


def camau_comment_resolve(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Close a comment though the value stays: its author, or a reviewer of the same or a later step.

    :param id: id of the comment
    :returns: the comment
    :raises NotAuthorized: 403; ObjectNotFound: 404; ValidationError: 409 with ``conflict: state``
    """
    tk.check_access("camau_comment_resolve", context, data_dict)
    data = common.validated(data_dict, schema.by_id(), context)
    who = common.actor(context)
    known = model.Session.get(Comment, data["id"])
    copy = copies.get(known.working_copy_id) if known else None
    if known is None or copy is None or not common.may_see(who, copy.owner_org):
        raise tk.ObjectNotFound(tk._("There is no such comment."))
    with common.transaction():
        copy = copies.lock(copy.id)
        comment = model.Session.get_one(Comment, known.id, populate_existing=True)
        case = copies.case_of(copy)
        route.permit(who, "camau_comment_resolve", case)
        roles = [row.role for row in candidates("camau_comment_resolve", case) if who.has(row.role, copy.owner_org)]
        if not any(comments.may_close(who, role, comment) for role in roles):
            raise tk.NotAuthorized(tk._("Only its author, or a reviewer of a later step, closes a comment."))
        if comment.closed_at is None:
            comments.close(who, comment)
            copies.told(
                who, "camau_comment_resolve", copy, (copy.state, copy.state), detail={"comment": comment.id}
            )  # fmt: skip
    return next(_shown(one, copy) for one in comments.of_copy(copy) if one.comment.id == comment.id)


def _shown(one: Shown, copy: WorkingCopy) -> dict[str, Any]:
    comment, record = one.comment, record_schema(copy.type)
    return {
        "id": comment.id,
        "path": one.path,
        "label": places_in_content.label(record, one.path or comment.path, tk._("Files")),
        "text": comment.text,
        "author": comment.author,
        "author_name": dictize.account_name(comment.author),
        "role": comment.role,
        "at": dictize.iso(comment.at),
        "state_at": comment.state_at,
        "content_hash": comment.content_hash,
        "value_text": comment.value_text,
        "resolved": one.how is not None,
        "resolved_how": one.how,
        "resolved_by_name": dictize.account_name(comment.closed_by) if comment.closed_by else None,
        "resolved_at": dictize.iso(comment.closed_at),
    }
