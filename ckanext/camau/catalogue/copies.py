"""Working copies: made, saved, read. Each function adds to the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ckan import model
from ckan.model.types import make_uuid

from ckanext.camau.agencies import succession
from ckanext.camau.catalogue import audit, contents, in_force, ledger, packages, uploads
from ckanext.camau.catalogue.content import Content, ShapeError, content_hash, normalise
from ckanext.camau.const import RecordType
from ckanext.camau.deadlines import due, steps
from ckanext.camau.model import EditionDraft, Record, WorkingCopy
from ckanext.camau.model.base import now
from ckanext.camau.schemas.fields import record_schema
from ckanext.camau.workflow import routes
from ckanext.camau.workflow.messages import N_, Message
from ckanext.camau.workflow.permission import Actor, Case
from ckanext.camau.workflow.routes import EDITION_TYPES, Route
from ckanext.camau.workflow.states import CLOSED, EDITABLE


def get(copy_id: str) -> WorkingCopy | None:
    """Return a working copy by its own id, or None."""
    return model.Session.get(WorkingCopy, copy_id)


def open_copy(record_id: str) -> WorkingCopy | None:
    """Return the open working copy of a record, or None."""
    return (
        model.Session.query(WorkingCopy)
        .filter(WorkingCopy.record_id == record_id, WorkingCopy.state.not_in(CLOSED))
        .first()
    )


def newest_copy(record_id: str) -> WorkingCopy | None:
    """Return the open working copy of a record or, if it has none, the one that was closed last."""
    query = model.Session.query(WorkingCopy).filter(WorkingCopy.record_id == record_id)
    return open_copy(record_id) or query.order_by(WorkingCopy.modified.desc()).first()


def lock(copy_id: str) -> WorkingCopy:
    """Lock the package row, then the working copy, and read both afresh.

    :raises KeyError: there is no such working copy
    """
    found = get(copy_id)
    if found is None:
        raise KeyError(copy_id)
    packages.lock([found.record_id])
    return model.Session.query(WorkingCopy).filter_by(id=copy_id).populate_existing().with_for_update().one()


def case_of(copy: WorkingCopy) -> Case:
    """Return what the table of transitions is asked of for a working copy.

    One whose decision is signed and waits for its day counts as ``signed``: no row of the table leads out of that.
    """
    state = "signed" if copy.state == "scheduled" and _is_signed(copy.edition_id) else copy.state
    return Case("working_copy", state, copy.type, copy.owner_org, audit.taken_by(copy.id), route_of(copy))


def _is_signed(edition_id: str | None) -> bool:
    draft = model.Session.get(EditionDraft, edition_id) if edition_id else None
    return draft is not None and draft.state == "signed"


def route_of(copy: WorkingCopy) -> Route:
    """Return the route of a working copy: fixed once the head has approved, found anew from the content before."""
    if copy.route:
        return copy.route
    if copy.type not in EDITION_TYPES:
        return routes.route_of(copy.type, listed_changed=False, issued=False)
    standing = in_force.find(copy.record_id)
    same = lists_as(standing, copy.type, copy.owner_org, copy.data)
    return routes.route_of(copy.type, listed_changed=not same, issued=standing is not None)


def lists_as(
    standing: in_force.IssuedRecord | None, type_: RecordType, owner_org: str, content: Mapping[str, Any]
) -> bool:
    """Tell whether a content says in the catalogue what the record that is public now says there.

    The agency is part of what the catalogues list (ND47 11(4)), though it is no field of the content.
    """
    if standing is None or standing.owner_org != owner_org:
        return False
    return all(standing.content.get(name) == content.get(name) for name in record_schema(type_).listed)


def clean(data: Mapping[str, Any], type_: str, owner_org: str, record_id: str | None = None) -> Content:
    """Return what a client sent as content: normalised, files filled in, the address of an issued record kept.

    :raises ShapeError: values of a wrong shape, or files that this agency's records may not name
    """
    content = normalise(data, record_schema(type_))
    _own_ids(content, record_id)
    _check_files(content, owner_org)
    uploads.fill(content, owner_org)
    if record_id and model.Session.get(Record, record_id):
        _keep_name(content, record_id)
    return content


def _own_ids(content: Content, record_id: str | None) -> None:
    """Give a file another id unless this record gave it that one before: nobody takes an id, or takes it twice."""
    standing = open_copy(record_id) if record_id else None
    before = [*(standing.data if standing else {}).get("resources", ())]
    before += issued_content(record_id).get("resources", ()) if record_id else ()
    free = {resource["id"] for resource in before}
    for resource in content.get("resources", ()):
        if resource["id"] in free:
            free.remove(resource["id"])
        else:
            resource["id"] = make_uuid()


def _check_files(content: Content, owner_org: str) -> None:
    resources = content.get("resources", [])
    usable = uploads.usable({r.get("sha256") for r in resources}, owner_org)
    message = Message(N_("This file is not among the uploads of the agency: upload it again."))
    errors = {
        f"resources/{i}/sha256": message
        for i, r in enumerate(resources)
        if r.get("sha256") and r["sha256"] not in usable
    }
    if errors:
        raise ShapeError(errors)


def _keep_name(content: Content, record_id: str) -> None:
    """The address of an issued record never moves: content says what the issued content says."""
    issued = issued_content(record_id)
    content.pop("name", None)
    if "name" in issued:
        content["name"] = issued["name"]


def issued_content(record_id: str) -> Content:
    """Return the content of the newest issued version; empty if there is none or it was erased."""
    version = ledger.newest_version(record_id)
    return (ledger.payload(version.id) or {}) if version else {}


def made_by_request(actor: Actor, key: str) -> WorkingCopy | None:
    """Return what an earlier request of this account with this key made; waits for one that is under way."""
    lock = sa.text("SELECT pg_advisory_xact_lock(hashtext(:who), hashtext(:key))")
    model.Session.execute(lock, {"who": actor.user_id, "key": key})
    return model.Session.query(WorkingCopy).filter_by(created_by=actor.user_id, request_key=key).first()


def without_ids(content: Content) -> Content:
    """Return a content without the ids of its files."""
    files = [{k: v for k, v in r.items() if k != "id"} for r in content.get("resources", ())]
    return {**content, "resources": files}


def create(
    actor: Actor, type_: RecordType, owner_org: str, content: Content, request_key: str | None = None
) -> WorkingCopy:
    """Make a record that was never issued, and its first working copy."""
    package = packages.create_unissued(type_, owner_org, actor.user_id)
    copy = _add(actor, package.id, type_, owner_org, content, None)
    copy.request_key = request_key
    return copy


def reopen(actor: Actor, package: model.Package, content: Content | None) -> WorkingCopy:
    """Make a working copy of an issued record: of its newest version, or of a content that was sent.

    It belongs to the agency that acts for the record's today; issuing writes that one as the owner.

    The caller has locked the package row and seen that no other working copy is open.
    """
    version = ledger.newest_version(package.id)
    start = issued_content(package.id) if content is None else content
    number = version.number if version else None
    return _add(actor, package.id, package.type, succession.heir(package.owner_org or ""), start, number)


def _add(  # noqa: PLR0913, PLR0917 - the columns of a working copy
    actor: Actor, record_id: str, type_: str, owner_org: str, content: Content, base: int | None
) -> WorkingCopy:
    copy = WorkingCopy(
        record_id=record_id,
        type=type_,
        owner_org=owner_org,
        state="draft",
        data=content,
        content_hash=content_hash(content),
        lock_version=1,
        base_version=base,
        created_by=actor.user_id,
    )
    model.Session.add(copy)
    model.Session.flush()
    contents.keep(copy)
    told(actor, "camau_working_copy_create", copy, (copy.state, copy.state))
    return copy


def save(actor: Actor, copy: WorkingCopy, content: Content) -> bool:
    """Put a content into a working copy; tells whether anything changed. An unchanged save leaves no trace."""
    digest = content_hash(content)
    if digest == copy.content_hash:
        return False
    copy.data = content
    copy.content_hash = digest
    copy.lock_version += 1
    copy.modified = now()
    contents.keep(copy)
    told(actor, "camau_working_copy_update", copy, (copy.state, copy.state))
    return True


def told(  # noqa: PLR0913 - what a line of the history tells
    actor: Actor,
    action: str,
    copy: WorkingCopy,
    states: tuple[str, str],
    *,
    reasons: tuple[str, ...] = (),
    note: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write one step of a working copy down: on which content, from which state to which."""
    audit.add(
        actor,
        action,
        "working_copy",
        copy.id,
        record_id=copy.record_id,
        states=states,
        content_hash=copy.content_hash,
        reasons=reasons,
        note=note,
        detail=detail,
    )


def move(  # noqa: PLR0913 - what a line of the history tells
    actor: Actor,
    copy: WorkingCopy,
    action: str,
    target: str,
    *,
    reasons: tuple[str, ...] = (),
    note: str | None = None,
) -> None:
    """Put a working copy into another state and write the step down; whoever had claimed it has done his part."""
    told(actor, action, copy, (copy.state, target), reasons=reasons, note=note)
    fixed = target == "approved" or target in CLOSED
    copy.route = route_of(copy) if fixed else None if target in EDITABLE else copy.route
    copy.state = target
    copy.claimed_by = copy.claimed_at = None
    copy.modified = now()
    if target in {"submitted", "draft"}:
        copy.submission_id = None
    if target == "submitted":
        contents.mark_submitted(copy)
    if fixed:
        contents.forget_drafts(copy.id)
    due.reached("working_copy", copy.id, steps.term_of("working_copy", target, copy.type))
