"""Rows as the dictionaries that actions return."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import audit, called, claims, copies, diff, links, places_in_content
from ckanext.camau.catalogue.content import Content
from ckanext.camau.model import Act, ActPublication, Audit, Role, WorkingCopy
from ckanext.camau.schemas.fields import record_schema
from ckanext.camau.workflow.permission import Actor
from ckanext.camau.workflow.problems import Problem


def iso(value: date | datetime | None) -> str | None:
    """Return a date or a moment in ISO 8601; moments carry their zone."""
    return value.isoformat() if value else None


def problem(found: Problem) -> dict[str, Any]:
    """Return a problem with its message in the reader's language."""
    return {
        "gate": found.gate,
        "field": found.field,
        "path": found.path,
        "label": tk._("Files") if found.label == "resources" else found.label,
        "message": found.message.translated(tk._),
        "legal_basis": found.legal_basis,
        "blocking": found.blocking,
    }


def title_of(content: dict[str, Any]) -> str:
    """Return what a record is called while it is being written; a draft's title may still be far too long."""
    return called.working_title(content.get("title"), content.get("code"))


def agency_title(org_id: str) -> str:
    """Return the name of an agency."""
    group = model.Group.get(org_id)
    return group.display_name if group else org_id


def account_name(user_id: str) -> str:
    """Return what the holder of an account is called."""
    user = model.User.get(user_id)
    return user.display_name if user else user_id


def role(found: Role) -> dict[str, Any]:
    """Return a role with its holder and the state that it is in."""
    user = model.User.get(found.user_id)
    return {
        "id": found.id,
        "user": user.name if user else found.user_id,
        "user_name": account_name(found.user_id),
        "role": found.role,
        "owner_org": found.owner_org,
        "agency": agency_title(found.owner_org) if found.owner_org else None,
        "valid_from": iso(found.valid_from),
        "valid_to": iso(found.valid_to),
        "document": found.document,
        "granted_by": found.granted_by,
        "confirmed_by": found.confirmed_by,
        "revoked_by": found.revoked_by,
        "state": "revoked" if found.revoked_at else "confirmed" if found.confirmed_at else "granted",
    }


def copy_brief(copy: WorkingCopy, who: Actor) -> dict[str, Any]:
    """Return a working copy without its content."""
    case, holder = copies.case_of(copy), claims.holder(copy)
    return {
        "id": copy.id,
        "record_id": copy.record_id,
        "type": copy.type,
        "owner_org": copy.owner_org,
        "agency": agency_title(copy.owner_org),
        "state": copy.state,
        "lock_version": copy.lock_version,
        "content_hash": copy.content_hash,
        "base_version": copy.base_version,
        "edition_id": copy.edition_id,
        "submission_id": copy.submission_id,
        "route": case.route,
        "claimed_by": holder,
        "claimed_by_name": account_name(holder) if holder else None,
        "claimed_at": iso(copy.claimed_at) if holder else None,
        "title": title_of(copy.data),
        "code": copy.data.get("code"),
        "created": iso(copy.created),
        "created_by": copy.created_by,
        "modified": iso(copy.modified),
        "allowed": claims.steps_now(case, holder, who),
    }


def copy(found: WorkingCopy, who: Actor, problems: Sequence[Problem]) -> dict[str, Any]:
    """Return a working copy with content and problems."""
    return {**copy_brief(found, who), "data": found.data, "problems": [problem(p) for p in problems]}


def steps(lines: Iterable[Audit]) -> list[dict[str, Any]]:
    """Return lines of the audit trail, in their order, with the names of those who acted."""
    lines = list(lines)
    names = called.of_accounts(line.actor for line in lines)
    return [
        {
            "seq": line.seq,
            "at": iso(line.at),
            "actor": line.actor,
            "actor_name": names.get(line.actor, line.actor),
            "action": line.action,
            "subject_kind": line.subject_kind,
            "subject_id": line.subject_id,
            "record_id": line.record_id,
            "from_state": line.from_state,
            "to_state": line.to_state,
            "content_hash": line.content_hash,
            "reasons": line.reasons or [],
            "note": line.note,
            "detail": line.detail,
        }
        for line in lines
    ]


def history(subject_id: str) -> list[dict[str, Any]]:
    """Return the history of a working copy or an edition."""
    return steps(audit.history(subject_id))


def act_of(act_id: str | None) -> dict[str, Any] | None:
    """Return the act of an id; None where a version stands on none."""
    return act(model.Session.get_one(Act, act_id)) if act_id else None


def act(found: Act) -> dict[str, Any]:
    """Return an act with the places where it was officially published."""
    places = model.Session.query(ActPublication).filter_by(act_id=found.id).order_by(ActPublication.seq)
    return {
        "id": found.id,
        "kind": found.kind,
        "issuing_body": found.issuing_body,
        "number": found.number,
        "date": iso(found.date),
        "signer_name": found.signer_name,
        "signer_position": found.signer_position,
        "effective_from": iso(found.effective_from),
        "file": found.file_sha256,
        "publications": [{"url": p.url, "date": iso(p.date)} for p in places],
    }


def changes(before: Content, found: WorkingCopy) -> list[diff.Change]:
    """Return what a working copy changes, field by field, with the titles of the records that are named."""
    return content_changes(before, found.data, found.type)


def content_changes(
    before: Content, after: Content, type_: str, titles: Mapping[str, str] | None = None
) -> list[diff.Change]:
    """Return what differs between two contents of a record, field by field and row by row.

    :param titles: of the records that both name, where many contents are compared (``reference_titles``)
    """
    return diff.changes(before, after, record_schema(type_), names_in(type_, before, after, titles=titles))


def as_public(content: Content, type_: str) -> list[dict[str, Any]]:
    """Return a content as the public would see it: what each field says, without links to what is not issued."""
    shown = {**content, "type": type_}
    links.hide_unissued([shown], None)
    schema, names = record_schema(type_), names_in(type_, shown)
    return [
        {"field": name, "label": places_in_content.label(schema, name, names["resources"]), "text": said}
        for name in dict.fromkeys((*schema.fields, "tags", "resources"))
        if (said := diff.text_at(name, shown.get(name), schema, names))
    ]


def names_in(type_: str, *contents: Content, titles: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the titles of the records that contents name, and what those parts are called that no schema names."""
    return {
        **(reference_titles(contents, type_) if titles is None else titles),
        "resources": tk._("Files"),
        "tags": tk._("Keywords"),
        "size": tk._("Size in bytes"),
        "sha256": "SHA-256",
        "name": tk._("Name"),
    }


def reference_titles(contents: Iterable[Content], type_: str) -> dict[str, str]:
    """Return the titles of the records that contents name, as the caller's staff know them."""
    schema = record_schema(type_)
    ids = {id_ for content in contents for id_ in schema.named_in(content)}
    packages = model.Session.query(model.Package.id, model.Package.title).filter(model.Package.id.in_(ids))
    titles: dict[str, str] = {id_: title for id_, title in packages if title}
    newest = model.Session.query(WorkingCopy).filter(WorkingCopy.record_id.in_(ids - titles.keys()))
    written = {copy.record_id: title_of(copy.data) for copy in newest.order_by(WorkingCopy.modified)}
    return {**{id_: id_ for id_ in ids}, **written, **titles}
