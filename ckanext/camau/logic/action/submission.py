"""Actions on submissions: several records submitted and reviewed together, each with an outcome of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import audit, copies, packages
from ckanext.camau.logic import dictize, schema
from ckanext.camau.logic.action import common, route
from ckanext.camau.logic.errors import Conflict
from ckanext.camau.logic.schema import review
from ckanext.camau.model import Submission, WorkingCopy
from ckanext.camau.workflow.permission import Actor

_MOST: Final = 200
_DECISIONS: Final = {"approve": "camau_approve", "return": "camau_return", "appraise": "camau_appraise"}
_STEP: Final = ("id", "content_hash", "reasons", "note", "comments", "act")


def camau_submission_create(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Submit several working copies of one agency together. What cannot be submitted stays a draft and says why.

    :param items: ``id`` and ``content_hash`` of each working copy, at most 200
    :param note: to the head (optional)
    :returns: ``id`` of the submission and ``results``, each with ``id``, ``ok``, and ``state`` or ``error``
    :raises ValidationError: 409, no items, or none of them could be submitted (``results`` says why); nothing is stored

    Legal source: D32 5(2), 6, 8, 13.
    """
    tk.check_access("camau_submission_create", context, data_dict)
    data = common.validated(data_dict, review.submission_create(), context)
    who = common.actor(context)
    items = _items(data["items"], "items")
    with common.transaction():
        submission = _begun(who, items, data.get("note"))
        results = [_submitted(who, item, submission, context) for item in items]
        done = [item for item, result in zip(items, results, strict=True) if result["ok"]]
        if not done:
            errors: dict[str, Any] = {"items": [tk._("None of the records could be submitted.")], "results": results}
            raise tk.ValidationError(errors, error_summary={"items": errors["items"][0]})
        submission.items = [_kept(item) for item in done]
        audit.add(
            who, "camau_submission_create", "submission", submission.id, note=data.get("note"),
            detail={"items": [item["id"] for item in done]},
        )  # fmt: skip
    return {"id": submission.id, "results": results}


def _items(given: list[Any], key: str) -> list[dict[str, Any]]:
    """Return rows that a client sent, each with an id, each id once."""
    errors: dict[str, Any] = {}
    seen: set[str] = set()
    for index, one in enumerate(given):
        id_ = one.get("id") if isinstance(one, Mapping) else None
        if not isinstance(id_, str) or not id_ or "\x00" in id_:
            errors[f"{key}/{index}/id"] = [tk._("Fill this in.")]
        elif id_ in seen:
            errors[f"{key}/{index}/id"] = [tk._("This record stands twice in the list.")]
        else:
            seen.add(id_)
    if not given:
        errors[key] = [tk._("Choose at least one record.")]
    if len(given) > _MOST:
        errors[key] = [tk._("At most {limit} records at a time.").format(limit=_MOST)]
    if errors:
        raise tk.ValidationError(errors)
    return [dict(one) for one in given]


def _begun(who: Actor, items: list[dict[str, Any]], note: str | None) -> Submission:
    """Begin a submission of the agency of its first record; all rows are locked at once, in everybody's order."""
    found = [copy for item in items if (copy := copies.get(item["id"])) and common.may_see(who, copy.owner_org)]
    if not found:
        raise tk.ObjectNotFound(tk._("There is no such working copy."))
    packages.lock({copy.record_id for copy in found})
    submission = Submission(owner_org=found[0].owner_org, note=note or None, items=[], created_by=who.user_id)
    model.Session.add(submission)
    model.Session.flush()
    return submission


def _submitted(who: Actor, item: dict[str, Any], submission: Submission, context: Context) -> dict[str, Any]:
    def work() -> WorkingCopy:
        step = common.validated({key: item[key] for key in _STEP if key in item}, review.step(), context)
        copy = common.visible_copy(who, step)
        if copy.owner_org != submission.owner_org:
            raise tk.ValidationError({"id": [tk._("The records of a submission belong to one agency.")]})
        with common.savepoint():
            copy = route.take(who, "camau_submit", {**step, "note": step.get("note") or submission.note})
            copy.submission_id = submission.id
        return copy

    return _outcome(item["id"], work)


def _outcome(id_: str, work: Any) -> dict[str, Any]:
    """Return what became of one record; a refusal is told and is no error of the whole."""
    try:
        copy = work()
    except tk.ValidationError as error:
        return {"id": id_, "ok": False, "error": dict(error.error_dict), "summary": dict(error.error_summary)}
    except tk.NotAuthorized as error:
        return {"id": id_, "ok": False, "error": {"message": [str(error.message or tk._("Not allowed."))]}}
    except tk.ObjectNotFound:
        return {"id": id_, "ok": False, "error": {"message": [tk._("There is no such working copy.")]}}
    return {"id": id_, "ok": True, "state": copy.state}


def _kept(item: Mapping[str, Any]) -> dict[str, Any]:
    copy = model.Session.get_one(WorkingCopy, item["id"])
    return {"id": copy.id, "record_id": copy.record_id, "content_hash": copy.content_hash}


def _visible(who: Actor, submission_id: str) -> Submission:
    found = model.Session.get(Submission, submission_id)
    if found is None or not common.may_see(who, found.owner_org):
        raise tk.ObjectNotFound(tk._("There is no such submission."))
    return found


@tk.side_effect_free
def camau_submission_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return a submission with its records as they stand now.

    :param id: id of the submission
    :returns: ``id``, ``owner_org``, ``agency``, ``note``, ``created_by_name``, ``at``, ``waiting`` (how many the caller
        may decide on now) and ``items``: working copies without content, each with ``submitted_hash`` and ``here``
        (false once it was recalled or submitted anew by itself)
    :raises ObjectNotFound: 404
    """
    tk.check_access("camau_submission_show", context, data_dict)
    data = common.validated(data_dict, schema.by_id(), context)
    who = common.actor(context)
    found = _visible(who, data["id"])
    items = [_item(who, kept, found) for kept in found.items]
    shown = [item for item in items if item]
    return {
        "id": found.id,
        "owner_org": found.owner_org,
        "agency": dictize.agency_title(found.owner_org),
        "note": found.note,
        "created_by": found.created_by,
        "created_by_name": dictize.account_name(found.created_by),
        "at": dictize.iso(found.at),
        "items": shown,
        "waiting": sum(bool(set(_DECISIONS.values()) & set(item["allowed"])) for item in shown if item["here"]),
    }


def _item(who: Actor, kept: Mapping[str, Any], submission: Submission) -> dict[str, Any] | None:
    copy = copies.get(kept["id"])
    if copy is None or not common.may_see(who, copy.owner_org):
        return None
    here = copy.submission_id == submission.id
    return {**dictize.copy_brief(copy, who), "submitted_hash": kept["content_hash"], "here": here}


def camau_submission_decide(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Decide on records of a submission, each by itself: one that is refused holds no other up.

    :param id: id of the submission
    :param decisions: of each record ``id`` (working copy), ``content_hash`` (as read), ``decision`` (``approve``,
        ``return`` or ``appraise``) and what that step takes: ``reasons``, ``note``, ``comments``, ``act``
    :returns: ``id`` and ``results``, each with ``id``, ``ok``, and ``state`` or ``error``
    :raises ObjectNotFound: 404; ValidationError: 409, no decisions

    Legal source: D32 5(2), 8(2), 11.
    """
    tk.check_access("camau_submission_decide", context, data_dict)
    data = common.validated(data_dict, review.submission_decide(), context)
    who = common.actor(context)
    found = _visible(who, data["id"])
    decisions = _items(data["decisions"], "decisions")
    submission_id = found.id
    results = [_decided(who, one, submission_id, context) for one in decisions]
    common.index_now()
    return {"id": submission_id, "results": results}


def _decided(who: Actor, one: dict[str, Any], submission_id: str, context: Context) -> dict[str, Any]:
    """Take one decision in a transaction of its own: an issue is all or nothing."""

    def work() -> WorkingCopy:
        action = _DECISIONS.get(str(one.get("decision")))
        if action is None:
            raise tk.ValidationError({"decision": [tk._("Choose to approve, to appraise or to return.")]})
        step = common.validated({key: one[key] for key in _STEP if key in one}, review.step(), context)
        common.visible_copy(who, step)
        with common.transaction():
            copy = route.take(who, action, step)
            if copy.submission_id != submission_id:
                raise Conflict("state", tk._("This record is not in the submission any more. Load the page again."))
        return copy

    return _outcome(one["id"], work)
