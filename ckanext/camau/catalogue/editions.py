"""Draft editions: what is in them, their hash, and what keeps them from being issued."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import rfc8785

from ckan import model

from ckanext.camau.catalogue import audit, copies, in_force
from ckanext.camau.const import EDITION_TYPE
from ckanext.camau.model import EditionDraft, WorkingCopy
from ckanext.camau.model.base import now
from ckanext.camau.workflow.messages import N_, Message
from ckanext.camau.workflow.permission import Actor
from ckanext.camau.workflow.states import CLOSED

ACTION = "camau_edition_update"


class Unfit(ValueError):
    """Records that cannot be in the edition; ``errors`` maps record ids to messages."""

    def __init__(self, errors: dict[str, Message]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


class Signed(Exception):
    """The decision on the draft is signed and waits for its day: nothing in it moves until it is taken back."""


def edition_hash(kind: str, title: str, entries: Sequence[tuple[str, str]], removals: Sequence[str]) -> str:
    """Return the sha-256 (hex) of an edition: canonical JSON (RFC 8785) of kind, title, entries, removals.

    :param entries: record id and content hash, in the order of the edition
    """
    content = {
        "kind": kind,
        "title": title,
        "entries": [{"record_id": record_id, "content_hash": digest} for record_id, digest in entries],
        "removals": list(removals),
    }
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


def hash_of(draft: EditionDraft) -> str:
    """Return the hash of a draft as it stands, with the contents that its working copies have now."""
    digests = {c.record_id: c.content_hash for c in scheduled(draft)}
    entries = [(record_id, digests.get(record_id, "")) for record_id in draft.entries]
    return edition_hash(draft.kind, draft.title, entries, draft.removals)


def scheduled(draft: EditionDraft) -> list[WorkingCopy]:
    """Return the working copies of a draft, ordered by record."""
    return (
        model.Session.query(WorkingCopy)
        .filter(WorkingCopy.edition_id == draft.id, WorkingCopy.state == "scheduled")
        .order_by(WorkingCopy.record_id)
        .all()
    )


def lock(draft_id: str) -> EditionDraft:
    """Lock a draft and read it afresh.

    :raises KeyError: there is no such edition
    """
    draft = model.Session.query(EditionDraft).filter_by(id=draft_id).populate_existing().with_for_update().first()
    if draft is None:
        raise KeyError(draft_id)
    return draft


def compose(actor: Actor, draft: EditionDraft, entries: Sequence[str], removals: Sequence[str]) -> None:
    """Put records into a draft and take others out; the package rows of all are locked by the caller.

    :raises Unfit: with every record that cannot be in it
    """
    _check_removals(draft, entries, removals)
    wanted = _fitting(draft, entries)
    for copy in scheduled(draft):
        if copy.record_id not in wanted:
            copies.move(actor, copy, ACTION, "appraised")
            copy.edition_id = None
    for copy in wanted.values():
        if copy.state == "appraised":
            copies.move(actor, copy, ACTION, "scheduled")
            copy.edition_id = draft.id
    draft.entries, draft.removals = list(entries), list(removals)
    draft.modified = now()


def _fitting(draft: EditionDraft, entries: Sequence[str]) -> dict[str, WorkingCopy]:
    errors: dict[str, Message] = {}
    wanted: dict[str, WorkingCopy] = {}
    standing = _open_copies(entries)
    for record_id in entries:
        copy = standing.get(record_id)
        if copy is None or copy.type != EDITION_TYPE[draft.kind]:
            errors[record_id] = Message(N_("There is no appraised record of the right type with this id."))
        elif copy.state == "scheduled" and copy.edition_id != draft.id:
            errors[record_id] = _elsewhere(copy)
        elif copy.state not in {"appraised", "scheduled"}:
            errors[record_id] = Message(N_("The record has not been appraised."))
        elif record_id in wanted:
            errors[record_id] = Message(N_("The record stands twice in the list."))
        else:
            wanted[record_id] = copy
    if errors:
        raise Unfit(errors)
    return wanted


def fit_for(kind: str, record_ids: Sequence[str], draft_id: str | None) -> list[WorkingCopy]:
    """Return the working copies of records that may stand in a draft: appraised, or already in this one."""
    return [
        copy
        for copy in _open_copies(record_ids).values()
        if copy.type == EDITION_TYPE[kind]
        and (copy.state == "appraised" or (copy.state == "scheduled" and copy.edition_id == draft_id))
    ]


def _open_copies(record_ids: Sequence[str]) -> dict[str, WorkingCopy]:
    found = model.Session.query(WorkingCopy).filter(
        WorkingCopy.record_id.in_(record_ids), WorkingCopy.state.not_in(CLOSED)
    )
    return {copy.record_id: copy for copy in found}


def _elsewhere(copy: WorkingCopy) -> Message:
    """Say in which other draft a record stands."""
    other = model.Session.get(EditionDraft, copy.edition_id) if copy.edition_id else None
    title = other.title if other else ""
    return Message(N_("The record already stands in another draft decision: “%(title)s”."), {"title": title})


def _check_removals(draft: EditionDraft, entries: Sequence[str], removals: Sequence[str]) -> None:
    public = {r.record_id for r in in_force.find_many(removals) if r.type == EDITION_TYPE[draft.kind]}
    errors: dict[str, Message] = {}
    for record_id in removals:
        if record_id not in public:
            errors[record_id] = Message(N_("The record is not in the catalogue in force."))
        elif record_id in entries or removals.count(record_id) > 1:
            errors[record_id] = Message(N_("The record stands twice in the list."))
    if errors:
        raise Unfit(errors)


def discard(actor: Actor, draft: EditionDraft, action: str, reason: str | None) -> None:
    """Give up a draft that the caller has locked; its entries wait again for a decision, as appraised."""
    for copy in scheduled(draft):
        copies.move(actor, copy, action, "appraised")
        copy.edition_id = None
    audit.add(
        actor, action, "edition", draft.id, states=(draft.state, "discarded"), note=reason,
        detail={"entries": draft.entries, "removals": draft.removals},
    )  # fmt: skip
    draft.entries, draft.removals = [], []
    draft.state, draft.modified = "discarded", now()
    draft.lock_version += 1


def drop(record_id: str, draft_id: str) -> None:
    """Take a record out of a draft, since its working copy goes back to the editor.

    :raises Signed: the decision on the draft is signed
    """
    draft = lock(draft_id)
    if draft.state != "draft":
        raise Signed(draft_id)
    draft.entries = [r for r in draft.entries if r != record_id]
    draft.lock_version += 1
    draft.modified = now()
