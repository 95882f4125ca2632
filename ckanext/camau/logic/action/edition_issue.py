"""Actions of the issuing clerk on editions: issue, take a signed decision back, record a correction."""

from __future__ import annotations

import logging
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import acts, corrections, edition_issue, edition_sign, editions, route
from ckanext.camau.catalogue.progress import Progress
from ckanext.camau.dates import today
from ckanext.camau.logic import edition_dict, schema
from ckanext.camau.logic.action import common
from ckanext.camau.logic.action.edition import locked
from ckanext.camau.logic.errors import Conflict
from ckanext.camau.model import Edition, EditionDraft
from ckanext.camau.workflow.permission import Actor, Case

log = logging.getLogger(__name__)


def camau_edition_issue(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Issue an edition once the Chairman has signed: at one instant all its entries are public, or none.

    A decision that takes effect on a later day is recorded now and issued on that day; until then the draft is
    ``signed``: nothing in it moves, and its number is taken.

    :param id: id of the edition
    :param edition_hash: of the edition that was signed
    :param act: the decision: ``issuing_body``, ``number``, ``date``, ``signer_name``, ``signer_position``,
        ``effective_from``, ``file`` (sha-256 of the uploaded signed PDF)
    :returns: the edition as issued, or ``signed``
    :raises NotAuthorized: 403, no issuing clerk; ObjectNotFound: 404
    :raises ValidationError: 409, wrong ``act``, an empty edition, or ``conflict: hash | state``; nothing is issued

    Legal source: D32 5(2), 8(2).
    """
    tk.check_access("camau_edition_issue", context, data_dict)
    data = common.validated(data_dict, schema.edition_issue(), context)
    who = common.actor(context)
    progress = Progress(data["id"])
    with progress.watched(), common.transaction():
        draft = locked(data["id"])
        route.permit(who, "camau_edition_issue", Case("edition", draft.state))
        digest = _checked(draft, data["edition_hash"])
        fields = acts.read(who, data["act"], may_wait=True)
        if fields["effective_from"] > today():
            edition_sign.sign(who, draft, fields, digest)
            edition = None
        else:
            edition = issued_now(who, draft, fields, digest, progress)
    if edition is None:
        return edition_dict.draft(draft, who)
    index_with(progress)
    return edition_dict.issued(edition)


def _checked(draft: EditionDraft, given: str) -> str:
    digest = editions.hash_of(draft)
    if digest != given:
        raise Conflict("hash", tk._("The edition is not the one that was signed."), {"edition_hash": digest})
    if not draft.entries and not draft.removals:
        raise tk.ValidationError({"entries": [tk._("An edition without entries or removals cannot be issued.")]})
    return digest


def issued_now(who: Actor, draft: EditionDraft, fields: dict[str, Any], digest: str, progress: Progress) -> Edition:
    """Issue a locked draft by a decision, within the caller's transaction.

    :raises Conflict: ``state``, with what each record lacks
    """
    progress.total = len(draft.entries) + len(draft.removals)
    progress.step("checking")
    try:
        act = acts.write(who, "edition", fields, draft.id)
        edition = edition_issue.issue_edition(who, draft, act, digest, progress)
        progress.step("committing", progress.total)
    except edition_issue.NotReady as error:
        raise _not_ready(error) from error
    return edition


def index_with(progress: Progress) -> None:
    """Index what was committed, telling how it goes."""
    progress.step("indexing")
    common.index_now()
    progress.step("done", progress.total)


def _not_ready(error: edition_issue.NotReady) -> Conflict:
    told = [common.said(message) for message in error.problems.values()]
    return Conflict(
        "state",
        " ".join(told) or tk._("An entry of the edition has changed its state meanwhile."),
        {"records": list(error.problems)},
    )


def camau_edition_unsign(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Take back a recorded decision whose day has not come; the draft can be changed again.

    :param id: id of the edition; ``reason``: why
    :returns: the edition as a draft
    :raises NotAuthorized: 403, no issuing clerk; ObjectNotFound: 404
    :raises ValidationError: 409, no reason, or ``conflict: state``
    """
    tk.check_access("camau_edition_unsign", context, data_dict)
    data = common.validated(data_dict, schema.edition_unsign(), context)
    who = common.actor(context)
    with common.transaction():
        draft = locked(data["id"])
        route.permit(who, "camau_edition_unsign", Case("edition", draft.state))
        edition_sign.take_back(who, draft, data["reason"])
    return edition_dict.draft(draft, who)


def camau_correction_record(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Record a decision that corrects an issued edition (đính chính). Content changes by a further edition only.

    :param id: id of the edition; ``text``: what is corrected, in words
    :param records: of single entries: ``record_id`` and ``text`` (optional)
    :param act: the decision, as in ``camau_edition_issue``; it may not take effect on a later day
    :returns: the edition with ``corrections``
    :raises NotAuthorized: 403, no issuing clerk; ObjectNotFound: 404; ValidationError: 409

    Legal source: D32 5(2), 8(2); ND30/2020 on the correction of administrative documents.
    """
    tk.check_access("camau_correction_record", context, data_dict)
    data = common.validated(data_dict, schema.correction(), context)
    who = common.actor(context)
    with common.transaction():
        edition = model.Session.get(Edition, data["id"])
        if edition is None:
            raise tk.ObjectNotFound(tk._("There is no such edition."))
        route.permit(who, "camau_correction_record", Case("edition", "issued"))
        try:
            rows = corrections.rows(edition, data.get("records") or [])
        except corrections.Foreign as error:
            message = tk._("This record is not in the edition: {id}").format(id=error)
            raise tk.ValidationError({"records": [message]}) from error
        act = acts.record(who, "correction", data["act"])
        corrections.add(who, edition, act, data["text"], rows)
    return edition_dict.issued(edition)


def issue_due() -> int:
    """Issue the signed editions whose day has come; return how many. Called by the worker, by any number at once.

    Each is a transaction of its own: one that cannot be issued keeps none of the others from it.
    """
    return sum(_issue_one(draft_id) for draft_id in edition_sign.due())


def _issue_one(draft_id: str) -> bool:
    progress = Progress(draft_id)
    try:
        with progress.watched(), common.transaction():
            draft = edition_sign.lock_due(draft_id)
            if draft is None:
                return False
            who = edition_sign.signer(draft)
            digest = editions.hash_of(draft)
            if digest != draft.signed_hash:
                raise Conflict("hash", tk._("The edition is not the one that was signed."), {"edition_hash": digest})
            issued_now(who, draft, acts.from_json(draft.act or {}), digest, progress)
    except tk.ValidationError as refused:
        log.warning("signed edition %s is not issued: %s", draft_id, sorted(refused.error_dict))
        return False
    index_with(progress)
    return True
