"""Actions on editions (phiên bản danh mục)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import audit, candidates, edition_content, editions, notices, packages, route
from ckanext.camau.const import EDITION_KINDS, OPEN_DRAFTS
from ckanext.camau.deadlines import due, steps
from ckanext.camau.exports import editions as exported
from ckanext.camau.logic import dictize, edition_dict, edition_diff, schema
from ckanext.camau.logic.action import common
from ckanext.camau.logic.errors import Conflict
from ckanext.camau.model import Edition, EditionDraft
from ckanext.camau.workflow.permission import Actor, Case


def camau_edition_create(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Begin a draft edition; appraised working copies that it names become ``scheduled``.

    :param kind: ``database_catalogue`` (D32 5(2)) or ``open_data_list`` (D32 8(2)); ``title``: its title
    :param entries: record ids in order; ``removals``: ids of records in force that it takes out
    :returns: the edition with ``id``, ``edition_hash``, ``entries``, ``removals``, ``allowed``
    :raises NotAuthorized: 403, no focal point
    :raises ValidationError: 409, naming each record that cannot be in it
    """
    tk.check_access("camau_edition_create", context, data_dict)
    data = common.validated(data_dict, schema.edition(), context)
    if data["kind"] not in EDITION_KINDS:
        raise tk.ValidationError({"kind": [tk._("Unknown kind of edition.")]})
    who = common.actor(context)
    with common.transaction():
        draft = EditionDraft(
            kind=data["kind"], title=data["title"], entries=[], removals=[], created_by=who.user_id, state="draft"
        )
        model.Session.add(draft)
        model.Session.flush()
        _compose(who, draft, data)
        audit.add(who, "camau_edition_create", "edition", draft.id, states=(None, "draft"))
        due.reached("edition", draft.id, steps.term_of("edition", "draft"))
        notices.after_draft(draft)
    return edition_dict.draft(draft, who)


def camau_edition_update(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Change title, entries and removals of a draft edition; what is left out of ``entries`` leaves it.

    :param id: id of the edition; ``lock_version``: the one that the caller started from
    :param title: its title; ``entries``, ``removals``: as in ``camau_edition_create``
    :returns: the edition
    :raises NotAuthorized: 403; ObjectNotFound: 404
    :raises ValidationError: 409, naming each record that cannot be in it, or with ``conflict: stale | state``
    """
    tk.check_access("camau_edition_update", context, data_dict)
    data = common.validated(data_dict, schema.edition_update(), context)
    who = common.actor(context)
    with common.transaction():
        draft = locked(data["id"])
        route.permit(who, "camau_edition_update", Case("edition", draft.state))
        _check_seen(draft, data["lock_version"])
        draft.title = data["title"]
        _compose(who, draft, data)
        draft.lock_version += 1
        audit.add(who, "camau_edition_update", "edition", draft.id, states=("draft", "draft"))
    return edition_dict.draft(draft, who)


def camau_edition_discard(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Give up a draft edition; its entries wait again for a decision, as appraised.

    :param id: id of the edition; ``lock_version``: the one that the caller has seen; ``reason``: optional
    :returns: the edition, ``discarded``
    :raises NotAuthorized: 403, no focal point; ObjectNotFound: 404
    :raises ValidationError: 409 with ``conflict: stale | state``
    """
    tk.check_access("camau_edition_discard", context, data_dict)
    data = common.validated(data_dict, schema.edition_discard(), context)
    who = common.actor(context)
    with common.transaction():
        seen = model.Session.get(EditionDraft, data["id"])
        packages.lock(seen.entries if seen else [])
        draft = locked(data["id"])
        route.permit(who, "camau_edition_discard", Case("edition", draft.state))
        _check_seen(draft, data["lock_version"])
        editions.discard(who, draft, "camau_edition_discard", data.get("reason"))
        due.end([draft.id])
    return edition_dict.draft(draft, who)


def _check_seen(draft: EditionDraft, lock_version: int) -> None:
    if draft.lock_version != lock_version:
        raise Conflict(
            "stale", tk._("Somebody changed this draft after you opened it."), {"lock_version": draft.lock_version}
        )


def locked(draft_id: str) -> EditionDraft:
    """Return a draft edition under lock.

    :raises tk.ObjectNotFound: there is none
    """
    try:
        return editions.lock(draft_id)
    except KeyError as error:
        raise tk.ObjectNotFound(tk._("There is no such edition.")) from error


def _compose(who: Actor, draft: EditionDraft, data: dict[str, Any]) -> None:
    entries, removals = data.get("entries") or [], data.get("removals") or []
    packages.lock([*entries, *removals, *draft.entries])
    try:
        editions.compose(who, draft, entries, removals)
    except editions.Unfit as error:
        raise tk.ValidationError({key: [common.said(m)] for key, m in error.errors.items()}) from error


@tk.side_effect_free
def camau_edition_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return an edition: for the public as issued, with frozen entries; a draft for the portal roles only.

    :param id: id of the edition
    :param include_content: of an issued edition also the content of each entry, from which its hash is recomputed
    :returns: ``id``, ``kind``, ``title``, ``state``, ``edition_hash``, ``entries``, ``removals``, ``act``,
        ``issued_at``, ``allowed``, ``corrections``, ``previous`` (issued); ``lock_version``, ``problems`` (draft)
    :raises ObjectNotFound: 404
    """
    tk.check_access("camau_edition_show", context, data_dict)
    data = common.validated(data_dict, schema.edition_show(), context)
    who = common.guest_or_actor(context)
    issued = model.Session.get(Edition, data["id"])
    if issued:
        shown = edition_dict.issued(issued)
        return {**shown, **exported.as_json(edition_content.of_issued(issued), shown)} if _with(data) else shown
    draft = model.Session.get(EditionDraft, data["id"])
    if draft is None or who is None or not who.sees_all():
        raise tk.ObjectNotFound(tk._("There is no such edition."))
    return {**edition_dict.draft(draft, who), "history": dictize.history(draft.id)}


def _with(data: dict[str, Any]) -> bool:
    return bool(data.get("include_content"))


@tk.side_effect_free
def camau_edition_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """Return issued editions, newest first; for the portal roles drafts before them.

    :param kind: only this kind; ``state``: ``issued`` or ``draft``
    :returns: editions without entries, with ``entry_count`` and ``removal_count``
    """
    tk.check_access("camau_edition_list", context, data_dict)
    data = common.validated(data_dict, schema.edition_list(), context)
    who = common.guest_or_actor(context)
    found: list[dict[str, Any]] = []
    if who and who.sees_all() and data.get("state") != "issued":
        drafts = model.Session.query(EditionDraft).filter(EditionDraft.state.in_(OPEN_DRAFTS))
        found += [edition_dict.draft_brief(d, who) for d in drafts.order_by(EditionDraft.modified.desc())]
    if data.get("state") != "draft":
        found += edition_dict.issued_briefs()
    return [e for e in found if not data.get("kind") or e["kind"] == data["kind"]]


@tk.side_effect_free
def camau_edition_diff(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return what an edition changes: a draft against the catalogue in force, an issued one against that before it.

    :param id: id of the edition; of a draft not made yet its ``kind``
    :param entries: record ids that a draft would have instead, with ``removals``; nothing is stored
    :param changes_of: only of these records field by field (all)
    :returns: ``added``, ``changed``, ``removed``: lists of ``record_id``, ``title``, ``code``, ``agency``; for a
        changed record also ``changes``; ``unchanged``: how many stay as they are
    :raises ObjectNotFound: 404
    """
    tk.check_access("camau_edition_diff", context, data_dict)
    data = common.validated(data_dict, schema.edition_diff(), context)
    only = data.get("changes_of")
    if data.get("id") and (issued := model.Session.get(Edition, data["id"])):
        return edition_diff.issued(issued, only)
    draft = _compared(data)
    if draft is None or draft.state not in OPEN_DRAFTS:
        raise tk.ObjectNotFound(tk._("There is no such draft edition."))
    if data.get("entries") is None and data.get("removals") is None:
        return edition_diff.draft(edition_content.of_draft(draft), only)
    return edition_diff.draft(edition_diff.planned(draft, data.get("entries") or [], data.get("removals") or []), only)


def _compared(data: dict[str, Any]) -> EditionDraft | None:
    if data.get("id"):
        return model.Session.get(EditionDraft, data["id"])
    if data.get("kind") not in EDITION_KINDS:
        raise tk.ValidationError({"kind": [tk._("Unknown kind of edition.")]})
    return EditionDraft(kind=data["kind"], title="", state="draft", entries=[], removals=[])


@tk.side_effect_free
def camau_edition_candidates(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return the records that a draft edition may take in, or take out of the catalogue in force.

    :param kind: of the edition; ``removals``: true for those that may be taken out
    :param q: words of title, code or agency; ``agency``: id of an agency; ``without``: record ids chosen already
    :param limit: at most 1,000 (100); ``offset``: from there on
    :returns: ``count``, ``results`` (``record_id``, ``title``, ``code``, ``agency``, ``working_copy_id``), by title,
        and ``agencies`` (``id``, ``title``) that have any
    :raises NotAuthorized: 403, no focal point; ValidationError: 409
    """
    tk.check_access("camau_edition_candidates", context, data_dict)
    data = common.validated(data_dict, schema.edition_candidates(), context)
    if data["kind"] not in EDITION_KINDS:
        raise tk.ValidationError({"kind": [tk._("Unknown kind of edition.")]})
    offered = candidates.in_force(data["kind"]) if data.get("removals") else candidates.appraised(data["kind"])
    chosen = set(data.get("without") or ())
    free = [item for item in offered if item.record_id not in chosen]
    found = candidates.fitting(free, data.get("q") or "", data.get("agency") or "")
    offset, limit = data.get("offset") or 0, min(data.get("limit") or 100, 1000)
    return {
        "count": len(found),
        "results": [asdict(item) for item in found[offset : offset + limit]],
        "agencies": [
            {"id": id_, "title": title} for title, id_ in sorted({(item.agency, item.owner_org) for item in free})
        ],
    }
