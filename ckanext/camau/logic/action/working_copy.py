"""Actions on working copies (bản làm việc)."""

from __future__ import annotations

from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.agencies import succession
from ckanext.camau.catalogue import (
    contents,
    copies,
    correction_asks,
    diff,
    ledger,
    merging,
    packages,
    places_in_content,
    route,
)
from ckanext.camau.catalogue.content import Content
from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.logic import dictize, schema
from ckanext.camau.logic.action import common
from ckanext.camau.logic.errors import Conflict
from ckanext.camau.model import WorkingCopy
from ckanext.camau.schemas.fields import record_schema
from ckanext.camau.workflow.permission import Actor
from ckanext.camau.workflow.states import EDITABLE

_SHA256_LENGTH: Final = 64


def camau_working_copy_create(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Make a new record with its first working copy, or a working copy of an issued record.

    Drafts may be incomplete. A new record is a private, empty package until it is issued.

    :param type: ``dataset``, ``database``, ``data_service`` or ``usage_rule`` (new record)
    :param owner_org: id or name of the agency (new record)
    :param record_id: id of an existing record, instead of ``type`` and ``owner_org``
    :param data: content with the keys of ``package_show``; for an existing record the issued content if left out
    :param request_key: any text that the client gives to a new record: the same request sent twice makes one
    :returns: the working copy (``id``, ``record_id``, ``state``, ``lock_version``, ``content_hash``, ``data``,
        ``allowed``, ``problems``, …)
    :raises NotAuthorized: 403, not an editor of the agency
    :raises ObjectNotFound: 404, no such agency or record
    :raises ValidationError: 409, unknown type or a value of a wrong shape; with ``conflict: state`` if the record
        has an open working copy, with ``conflict: stale`` if the ``request_key`` made a record of other content

    Legal source: D32 5(2), 6, 8, 13(1).
    """
    tk.check_access("camau_working_copy_create", context, data_dict)
    data = common.validated(data_dict, schema.copy_create(), context)
    who = common.actor(context)
    with common.transaction():
        copy = _reopened(who, data) if data.get("record_id") else _created(who, data)
    return dictize.copy(copy, who, common.problems(copy))


def _created(who: Actor, data: dict[str, Any]) -> WorkingCopy:
    errors: dict[str, Any] = {key: [tk._("Fill this in.")] for key in ("type", "owner_org") if not data.get(key)}
    if not errors and data["type"] not in RECORD_TYPES:
        errors["type"] = [tk._("Unknown type of record.")]
    if errors:
        raise tk.ValidationError(errors)
    org = common.organization(data["owner_org"])
    content = copies.clean(data.get("data") or {}, data["type"], org.id)
    if key := data.get("request_key"):
        if standing := copies.made_by_request(who, key):
            return _same_request(standing, content)
        return copies.create(who, data["type"], org.id, content, key)
    return copies.create(who, data["type"], org.id, content)


def _same_request(standing: WorkingCopy, content: Content) -> WorkingCopy:
    """Return what the first of two equal requests made; files get their ids at the first."""
    if copies.without_ids(standing.data) == copies.without_ids(content):
        return standing
    raise Conflict(
        "stale",
        tk._("This form was saved before with other content. Nothing of yours was stored; compare and save again."),
        {"working_copy_id": standing.id, "record_id": standing.record_id, "lock_version": standing.lock_version},
    )


def _reopened(who: Actor, data: dict[str, Any]) -> WorkingCopy:
    package = model.Package.get(data["record_id"])
    if package is None:
        raise tk.ObjectNotFound(tk._("There is no such record."))
    (package,) = packages.lock([package.id])
    if standing := copies.open_copy(package.id):
        raise Conflict("state", tk._("The record has an open working copy."), {"working_copy_id": standing.id})
    content = None
    if data.get("data") is not None:
        org_id = succession.heir(package.owner_org or "")
        content = copies.clean(data["data"], package.type, org_id, package.id)
    copy = copies.reopen(who, package, content)
    correction_asks.carry_over(copy, dictize.names_in(copy.type, copy.data))
    return copy


def camau_working_copy_update(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Save a working copy: ``data`` replaces its whole content, so a key that is left out is emptied.

    Any content of the right shape is stored, complete or not; what it lacks comes back as ``problems``.

    :param id: id of the working copy
    :param lock_version: the version that the caller started from
    :param data: the content
    :returns: the working copy; ``lock_version`` is as before if nothing changed
    :raises NotAuthorized: 403, not an editor of the agency
    :raises ObjectNotFound: 404
    :raises ValidationError: 409; ``conflict: stale`` if somebody saved meanwhile, with ``details``: ``lock_version`` as
        it is now; ``fields``, what both sides changed (field → ``label``, ``base``, ``theirs``, ``mine`` and their
        texts); ``merged``, a content that keeps what each side did (there mine); ``base_known``, false where it is
        not known any more what both started from, so that every difference counts. ``conflict: state`` if the state
        forbids editing

    Legal source: D32 13(1).
    """
    tk.check_access("camau_working_copy_update", context, data_dict)
    data = common.validated(data_dict, schema.copy_update(), context)
    who = common.actor(context)
    with common.transaction():
        copy = copies.lock(data["id"])
        if copy.state not in EDITABLE:
            raise Conflict("state", tk._("The working copy cannot be edited in its present state."))
        content = copies.clean(data["data"], copy.type, copy.owner_org, copy.record_id)
        _check_lock(copy, data["lock_version"], content)
        copies.save(who, copy, content)
    return dictize.copy(copy, who, common.problems(copy))


def _check_lock(copy: WorkingCopy, lock_version: int, content: Content) -> None:
    """Refuse a save that started from an older version, with what both sides changed and a proposal.

    :raises Conflict: ``stale``
    """
    if lock_version == copy.lock_version:
        return
    base = contents.by_lock_version(copy.id, lock_version)
    merged = merging.merge(base, copy.data, content)
    sides = {"base": base or {}, "theirs": copy.data, "mine": content}
    names, schema_ = dictize.names_in(copy.type, *sides.values()), record_schema(copy.type)
    fields = {
        name: {
            "label": places_in_content.label(schema_, name, names["resources"]),
            **{side: data.get(name) for side, data in sides.items()},
            **{f"{side}_text": diff.text_at(name, data.get(name), schema_, names) for side, data in sides.items()},
        }
        for name in merged.both
    }
    raise Conflict(
        "stale",
        tk._("Somebody saved this record after you opened it. Nothing of yours was stored; compare and save again."),
        {
            "lock_version": copy.lock_version,
            "base_known": base is not None,
            "fields": fields,
            "merged": merged.content,
        },
    )


@tk.side_effect_free
def camau_working_copy_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return a working copy with its content, problems and history.

    :param id: id of the working copy
    :param record_id: or id of a record: its open working copy, else the one closed last
    :raises ObjectNotFound: 404, none, or not the caller's to see
    """
    tk.check_access("camau_working_copy_show", context, data_dict)
    who = common.actor(context)
    copy = common.visible_copy(who, data_dict)
    return {**dictize.copy(copy, who, common.problems(copy)), "history": dictize.history(copy.id)}


@tk.side_effect_free
def camau_working_copy_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return the working copies that the caller may see, last changed first.

    :param state: only in this state; ``type``, ``owner_org``: only of this type or agency
    :param mine: only those that the caller made
    :param limit: at most 100 (50); ``offset``: from there on
    :returns: ``count`` and ``results`` (without content)
    """
    tk.check_access("camau_working_copy_list", context, data_dict)
    data = common.validated(data_dict, schema.copy_list(), context)
    who = common.actor(context)
    query = model.Session.query(WorkingCopy)
    if not who.sees_all():
        query = query.filter(WorkingCopy.owner_org.in_(who.agencies()))
    for key in ("state", "type"):
        if data.get(key):
            query = query.filter(getattr(WorkingCopy, key) == data[key])
    if data.get("owner_org"):
        query = query.filter(WorkingCopy.owner_org == common.organization(data["owner_org"]).id)
    if data.get("mine"):
        query = query.filter(WorkingCopy.created_by == who.user_id)
    found = query.order_by(WorkingCopy.modified.desc(), WorkingCopy.id)
    rows = found.offset(data.get("offset") or 0).limit(min(data.get("limit") or 50, 100))
    return {"count": query.count(), "results": [dictize.copy_brief(c, who) for c in rows]}


@tk.side_effect_free
def camau_working_copy_check(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return what the gates find in a working copy: all problems at once.

    :param id: id of the working copy
    :returns: ``problems``, each with ``gate``, ``field``, ``path``, ``label``, ``message``, ``legal_basis``,
        ``blocking``
    :raises ObjectNotFound: 404
    """
    tk.check_access("camau_working_copy_check", context, data_dict)
    copy = common.visible_copy(common.actor(context), data_dict)
    return {"problems": [dictize.problem(p) for p in common.problems(copy)]}


@tk.side_effect_free
def camau_working_copy_diff(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return what a working copy changes, field by field, with Vietnamese labels.

    :param id: id of the working copy
    :param against: ``issued`` (the newest issued version, the default), the number of a version, or the hash of a
        content that this working copy had and that is still known
    :param public: also return ``public``: ``before`` and ``after`` as the public would see them, each a list of
        ``field``, ``label`` and ``text``, without links to records that are not issued
    :returns: ``changes``, each with ``field``, ``label``, ``before``, ``after``, ``before_text``, ``after_text``,
        ``listed`` and ``rows``: of a list each row with ``key``, ``change`` (added, removed, changed, moved) and
        ``cells`` (``label``, ``before_text``, ``after_text``, ``rows`` within)
    :raises ObjectNotFound: 404, also for a version that does not exist
    """
    tk.check_access("camau_working_copy_diff", context, data_dict)
    data = common.validated(data_dict, schema.copy_diff(), context)
    copy = common.visible_copy(common.actor(context), data)
    before = _compared(copy, data.get("against") or "issued")
    found: dict[str, Any] = {"changes": dictize.changes(before, copy)}
    if data.get("public"):
        sides = {"before": before, "after": copy.data}
        found["public"] = {side: dictize.as_public(content, copy.type) for side, content in sides.items()}
    return found


def _compared(copy: WorkingCopy, against: str) -> Content:
    if against == "issued":
        return copies.issued_content(copy.record_id)
    if len(against) < _SHA256_LENGTH:
        version = ledger.version(copy.record_id, int(against)) if against.isdecimal() else None
        content = ledger.payload(version.id) if version else None
    else:
        content = contents.by_hash(copy.id, against)
    if content is None:
        raise tk.ObjectNotFound(tk._("There is no such version."))
    return content


def camau_working_copy_discard(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Give up a working copy; the issued version stays untouched.

    :param id: id of the working copy
    :param reason: why (optional)
    :returns: the working copy in the state ``discarded``
    :raises NotAuthorized: 403, not an editor of the agency
    :raises ObjectNotFound: 404
    :raises ValidationError: 409 with ``conflict: state`` once it is submitted
    """
    tk.check_access("camau_working_copy_discard", context, data_dict)
    data = common.validated(data_dict, schema.discard(), context)
    who = common.actor(context)
    with common.transaction():
        copy = copies.lock(data["id"])
        route.permit(who, "camau_working_copy_discard", copies.case_of(copy))
        copies.move(who, copy, "camau_working_copy_discard", "discarded", note=data.get("reason"))
    return dictize.copy(copy, who, [])
