"""Actions on records that were issued: reading them, suspending, withdrawing, taking down."""

from __future__ import annotations

from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.agencies import succession
from ckanext.camau.catalogue import (
    audit,
    copies,
    erasing,
    hiding,
    in_force,
    ledger,
    links,
    notices,
    packages,
    papers,
    route,
)
from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.dates import today
from ckanext.camau.logic import dictize, schema
from ckanext.camau.logic.action import common
from ckanext.camau.logic.schema import review
from ckanext.camau.model import Act, ActPublication, Event, Version
from ckanext.camau.workflow.permission import Actor, Case, allowed
from ckanext.camau.workflow.states import PUBLIC, EventKind


@tk.side_effect_free
def camau_record_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return a record's state, versions, events and the acts it stands on.

    Guests see records that are public; staff also those of their agency that are not.

    :param id: id or name of the record
    :returns: ``id``, ``type``, ``name``, ``owner_org``, ``state``, ``title``, ``versions``, ``acts``, ``events``,
        ``allowed``, and ``working_copy`` for those who may see it
    :raises ObjectNotFound: 404
    """
    tk.check_access("camau_record_show", context, data_dict)
    data = common.validated(data_dict, schema.by_id(), context)
    package = model.Package.get(data["id"])
    who = common.guest_or_actor(context)
    inside = package is not None and who is not None and common.may_see_record(who, package)
    standing = in_force.find(package.id) if package else None
    if package is None or package.type not in RECORD_TYPES or not (standing or inside):
        raise tk.ObjectNotFound(tk._("There is no such record."))
    state = ledger.state_of(package.id)
    shown = {
        "id": package.id,
        "type": package.type,
        "name": package.name,
        "owner_org": package.owner_org,
        "state": state,
        "title": standing.content.get("title") if standing else None,
        "act": dictize.act_of(standing.act_id) if standing else None,
        "edition_id": standing.edition_id if standing else None,
        "versions": _versions(package.id),
        "events": _events(package.id),
        "allowed": [],
    }
    if inside and who:
        case = Case("record", state, package.type, succession.heir(package.owner_org or ""))
        open_copy = copies.open_copy(package.id)
        shown["allowed"] = [a for a in allowed(case, who) if a != "camau_edition_issue"]
        shown["working_copy"] = dictize.copy_brief(open_copy, who) if open_copy else None
    return shown


def _versions(record_id: str) -> list[dict[str, Any]]:
    found = model.Session.query(Version).filter_by(record_id=record_id).order_by(Version.number)
    return [
        {
            "number": v.number,
            "content_hash": v.content_hash,
            "issued_at": dictize.iso(v.issued_at),
            "edition_id": v.edition_id,
            "act": dictize.act_of(v.act_id),
        }
        for v in found
    ]


def _events(record_id: str) -> list[dict[str, Any]]:
    found = model.Session.query(Event).filter_by(record_id=record_id).order_by(Event.seq)
    named = papers.of_events(record_id)
    return [
        {
            "kind": e.kind,
            "at": dictize.iso(e.at),
            "reason": e.reason,
            "document": e.document_sha256,
            "document_text": None if e.document_sha256 else named.get(e.id),
            "successor": e.successor_id,
            "edition_id": e.edition_id,
        }
        for e in found
    ]


@tk.side_effect_free
def camau_version_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return an issued version with its content as frozen.

    :param record_id: id of the record; ``number``: number of the version
    :returns: ``record_id``, ``number``, ``content``, ``content_hash``, ``issued_at``, ``edition_id``, ``act``.
        For guests ids of records that are not public are left out of the content.
    :raises ObjectNotFound: 404; also while the record is not public, for those outside its agency
    """
    tk.check_access("camau_version_show", context, data_dict)
    data = common.validated(data_dict, schema.version_show(), context)
    who = common.guest_or_actor(context)
    package = model.Package.get(data["record_id"])
    version = ledger.version(package.id, data["number"]) if package else None
    content = ledger.payload(version.id) if version else None
    inside = version is not None and who is not None and common.may_see(who, version.owner_org)
    state = ledger.state_of(package.id) if package else "unissued"
    if not package or not version or content is None or not (state in PUBLIC or inside):
        raise tk.ObjectNotFound(tk._("There is no such version."))
    shown = {**content, "type": package.type, "owner_org": version.owner_org}
    links.hide_unissued([shown], who)
    return {
        "record_id": package.id,
        "number": version.number,
        "content": {k: v for k, v in shown.items() if k not in {"type", "owner_org"}},
        "content_hash": version.content_hash,
        "issued_at": dictize.iso(version.issued_at),
        "edition_id": version.edition_id,
        "act": dictize.act_of(version.act_id),
    }


def camau_act_publication_add(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Add where and when an act was officially published (provincial portal or the agency's site).

    :param act_id: id of the act; ``url``: address; ``date``: day of publication (YYYY-MM-DD)
    :returns: the act
    :raises NotAuthorized: 403, neither head of an agency that stands on the act nor focal point or clerk
    :raises ObjectNotFound: 404; ValidationError: 409

    Legal source: D32 6(1).
    """
    tk.check_access("camau_act_publication_add", context, data_dict)
    data = common.validated(data_dict, schema.publication(), context)
    who = common.actor(context)
    act = model.Session.get(Act, data["act_id"])
    if act is None:
        raise tk.ObjectNotFound(tk._("There is no such document."))
    orgs = {org for (org,) in model.Session.query(Version.owner_org).filter_by(act_id=act.id)}
    if not (who.has("focal_point") or who.has("issuing_clerk") or orgs & who.agencies("agency_head")):
        raise tk.NotAuthorized(tk._("You hold no role for this step."))
    try:
        day = date.fromisoformat(data["date"])
    except ValueError as error:
        raise tk.ValidationError({"date": [tk._("Give a date as YYYY-MM-DD.")]}) from error
    if day > today():
        raise tk.ValidationError({"date": [tk._("The day of publication lies in the future.")]})
    with common.transaction():
        model.Session.add(ActPublication(act_id=act.id, url=data["url"], date=day, recorded_by=who.user_id))
        audit.add(who, "camau_act_publication_add", "act", act.id, detail={"url": data["url"]})
    return dictize.act(act)


def camau_record_suspend(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Suspend a service; it stays visible with its notice.

    :param id: id of the record; ``reason``: shown to the public
    :param document: what orders it: sha-256 of an uploaded PDF, or number and date of a document
    :returns: the record
    :raises NotAuthorized: 403, neither head of the agency nor focal point; ObjectNotFound: 404
    :raises ValidationError: 409, no reason or document, or ``conflict: state``

    Legal source: ND47 43.
    """
    return _step("camau_record_suspend", "suspended", context, data_dict)


def camau_record_resume(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Resume a suspended service.

    :param id: id of the record; ``reason``: why it can go on
    :param document: what orders it: sha-256 of an uploaded PDF, or number and date of a document
    :returns: the record
    :raises NotAuthorized: 403; ObjectNotFound: 404; ValidationError: 409, no reason or document, or ``conflict``

    Legal source: ND47 43(5).
    """
    return _step("camau_record_resume", "resumed", context, data_dict)


def camau_record_withdraw(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Withdraw a service or usage rules. Rules that issued services rest on need a successor.

    :param id: id of the record; ``reason``: why
    :param document: what orders it: sha-256 of an uploaded PDF, or number and date of a document
    :param successor: id of the usage rules in force that replace these
    :returns: the record
    :raises NotAuthorized: 403, no head of the agency; ObjectNotFound: 404
    :raises ValidationError: 409, no reason or document, no successor, or ``conflict: state``

    Legal source: ND47 44.
    """
    return _step("camau_record_withdraw", "withdrawn", context, data_dict)


def camau_record_take_down(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Take a record down at once since a state secret or personal data was found; hidden within this request.

    :param id: id of the record; ``reason``: why; ``document``: sha-256 of an upload (optional)
    :param erase: also erase the content of all its versions; hashes and history stay
    :returns: the record
    :raises NotAuthorized: 403, neither focal point nor system administrator; ObjectNotFound: 404
    :raises ValidationError: 409

    Legal source: D32 1(2); ND47 20(1).
    """
    return _step("camau_record_take_down", "taken_down", context, data_dict)


def _step(action: str, kind: EventKind, context: Context, data_dict: DataDict) -> dict[str, Any]:
    tk.check_access(action, context, data_dict)
    data = common.validated(data_dict, review.record_step(), context)
    who = common.actor(context)
    known = model.Package.get(data["id"])
    if known is None or known.type not in RECORD_TYPES:
        raise tk.ObjectNotFound(tk._("There is no such record."))
    with common.transaction(after=common.hide_now):
        (package,) = packages.lock([known.id])
        state = ledger.state_of(package.id)
        if state not in PUBLIC and not _inside(who, package):
            raise tk.ObjectNotFound(tk._("There is no such record."))
        case = Case("record", state, known.type, succession.heir(package.owner_org or ""))
        route.permit(who, action, case)
        _check_papers(who, action, package, data)
        document = data.get("document") or ""
        file = document if papers.is_upload(document) else None
        event = hiding.tell(
            who, package, kind, reason=data["reason"], document_sha256=file, successor_id=data.get("successor")
        )
        audit.add(
            who, action, "record", package.id, record_id=package.id, states=(state, ledger.state_of(package.id)),
            note=data["reason"], detail={"event": event.id, **({"document": document} if document else {})},
        )  # fmt: skip
        if kind == "taken_down" and data.get("erase"):
            erasing.erase(package.id)
        if kind == "taken_down":
            notices.taken_down(event, package)
    if _inside(who, package):
        return tk.get_action("camau_record_show")(context, {"id": package.id})
    return {"id": package.id, "state": ledger.state_of(package.id)}


def _inside(who: Actor, package: model.Package) -> bool:
    return common.may_see_record(who, package)


def _check_papers(who: Actor, action: str, package: model.Package, data: dict[str, Any]) -> None:
    """Every step needs its document, an emergency does not; rules that services rest on need their successor."""
    errors: dict[str, Any] = {}
    needed = action != "camau_record_take_down"
    if problem := papers.problem(data.get("document") or "", who, package.owner_org, needed=needed):
        errors["document"] = [problem]
    if (
        action == "camau_record_withdraw"
        and package.type == "usage_rule"
        and in_force.is_named_by("data_service", "usage_rules", package.id)
    ):
        successor = in_force.find(data.get("successor") or "")
        if successor is None or successor.type != "usage_rule" or successor.record_id == package.id:
            errors["successor"] = [tk._("Services rest on these rules: name the rules in force that replace them.")]
    if errors:
        raise tk.ValidationError(errors)
