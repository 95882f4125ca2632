"""Actions that move a working copy along its route. The table of transitions decides; see ``workflow``."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import acts, comments, contents, copies, editions, notices, route
from ckanext.camau.catalogue.issue import issue
from ckanext.camau.dates import today
from ckanext.camau.logic import dictize
from ckanext.camau.logic.action import common
from ckanext.camau.logic.errors import Conflict
from ckanext.camau.logic.schema import review as schema
from ckanext.camau.model import WorkingCopy
from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.workflow.permission import Actor
from ckanext.camau.workflow.transitions import Transition


def camau_submit(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Submit a working copy to the head of the agency. All gates run; what blocks is told all at once.

    :param id: id of the working copy
    :param content_hash: the content that the editor has seen
    :param note: to the head (optional)
    :returns: the working copy
    :raises NotAuthorized: 403; ObjectNotFound: 404
    :raises ValidationError: 409, with ``problems``, or with ``conflict: hash | state | stale`` and what differs

    Legal source: D32 5(2), 6, 8, 13.
    """
    return _take("camau_submit", context, data_dict)


def camau_recall(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Take a submission back before the head has acted.

    :param id: id of the working copy; ``content_hash``: its content; ``note``: optional
    :returns: the working copy as a draft
    :raises NotAuthorized: 403; ObjectNotFound: 404; ValidationError: 409 with ``conflict``
    """
    return _take("camau_recall", context, data_dict)


def camau_return(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return a working copy to its editor, with reasons. One that stands in a draft edition leaves it.

    :param id: id of the working copy; ``content_hash``: the content that was read
    :param reasons: codes of the list ``return_reason``; ``note``: a free text; at least one of the two
    :param comments: on single fields, each with ``path`` and ``text`` (see ``camau_comment_add``)
    :returns: the working copy in the state ``returned``
    :raises NotAuthorized: 403; ObjectNotFound: 404; ValidationError: 409, no reason, or with ``conflict``

    Legal source: D32 11, 13(1).
    """
    return _take("camau_return", context, data_dict)


def camau_approve(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Approve for the agency, as its head. A service or usage rules are issued by this step.

    So is a change of a database or dataset that touches no listed field: it is issued under the act and edition in
    force (``route`` is ``agency``). The head is another person than all who wrote or submitted the content.

    :param id: id of the working copy; ``content_hash``: the content that was read; ``note``: optional
    :param comments: remarks on single fields, each with ``path`` and ``text`` (optional)
    :param act: for usage rules the agency's act: ``issuing_body``, ``number``, ``date``, ``signer_name``,
        ``signer_position``, ``effective_from``, ``file`` (sha-256 of an uploaded PDF)
    :returns: the working copy, ``approved`` or ``issued``
    :raises NotAuthorized: 403, no head of the agency, or the same person; ObjectNotFound: 404
    :raises ValidationError: 409, ``problems``, wrong ``act``, or ``conflict: hash | state | stale | claimed``

    Legal source: D32 5(2), 6(1), 8(2); ND47 20(3), 22, 25(1), 51(2)(c).
    """
    return _take("camau_approve", context, data_dict)


def camau_appraise(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Appraise, as the provincial focal point, what an agency has approved.

    :param id: id of the working copy; ``content_hash``: the content that was read; ``note``: optional
    :param comments: remarks on single fields, each with ``path`` and ``text`` (optional)
    :returns: the working copy in the state ``appraised``
    :raises NotAuthorized: 403, no focal point, or a person who acted before; ObjectNotFound: 404
    :raises ValidationError: 409, ``problems`` or ``conflict``

    Legal source: D32 5(2), 8(2), 11.
    """
    return _take("camau_appraise", context, data_dict)


def _take(action: str, context: Context, data_dict: DataDict) -> dict[str, Any]:
    tk.check_access(action, context, data_dict)
    data = common.validated(data_dict, schema.step(), context)
    who = common.actor(context)
    with common.transaction(after=common.index_now):
        copy = take(who, action, data)
    return dictize.copy(copy, who, common.problems(copy))


def take(who: Actor, action: str, data: dict[str, Any]) -> WorkingCopy:
    """Take a step within the caller's transaction; what it takes is what the action takes.

    :raises tk.ValidationError: reasons, comments or act are wrong; ``conflict: hash``; and the errors of ``route``
    """
    step = route.Step(action, data["content_hash"], _reasons(action, data), data.get("note"))
    before = copies.get(data["id"])
    left = _leave_draft(before) if action == "camau_return" and before else None
    try:
        copy = route.take(
            who,
            data["id"],
            step,
            on_issue=lambda c, row: _issue(who, c, row, data.get("act")),
            on_read=lambda c, row: _remark(who, c, row, data.get("comments") or []),
        )
    except route.HashDiffers:
        raise _hash_conflict(data["id"], data["content_hash"]) from None
    if left:
        editions.drop(copy.record_id, left)
        copy.edition_id = None
    notices.after_step(copy, action)
    return copy


def _reasons(action: str, data: dict[str, Any]) -> tuple[str, ...]:
    """Return the codes of the reasons; a code that ended or never was is refused by its name."""
    codes = tuple(dict.fromkeys(code.strip() for code in data.get("reasons") or () if code.strip()))
    known = {entry["value"] for entry in code_list("return_reason").choices(today())}
    if unknown := [code for code in codes if code not in known]:
        message = tk._("Unknown reason: {codes}. Choose from the list, or write it into the note.")
        raise tk.ValidationError({"reasons": [message.format(codes=", ".join(unknown))]})
    if action == "camau_return" and not (codes or (data.get("note") or "").strip()):
        raise tk.ValidationError({"reasons": [tk._("Give the editor at least one reason.")]})
    return codes


def _remark(who: Actor, copy: WorkingCopy, row: Transition, given: list[Any]) -> None:
    found = comments.remarks(given, copy.data, copy.type)
    names = dictize.names_in(copy.type, copy.data) if found else {}
    for remark in found:
        comments.add(who, copy, row.role, remark, names)


def _leave_draft(copy: WorkingCopy) -> str | None:
    """Lock the draft edition first, in the order in which issuing takes its locks."""
    if copy.edition_id and copy.state == "scheduled":
        editions.lock(copy.edition_id)
        return copy.edition_id
    return None


def _issue(who: Actor, copy: WorkingCopy, row: Transition, act: Any) -> None:
    act_id = acts.record(who, "agency_act", act, copy.owner_org).id if row.act else None
    issue(who, [copy], act_id)


def _hash_conflict(copy_id: str, read: str) -> Conflict:
    """Say how the content differs from the one that was read, as far as that one is still known."""
    copy = copies.lock(copy_id)
    before = contents.by_hash(copy_id, read)
    known = before is not None
    changes = dictize.changes(before if before is not None else copies.issued_content(copy.record_id), copy)
    return Conflict(
        "hash",
        tk._("The content is not the one that you read. Read it again; nothing was done."),
        {
            "read": read,
            "content_hash": copy.content_hash,
            "against": "read" if known else "issued",
            "changes": changes,
        },
    )
