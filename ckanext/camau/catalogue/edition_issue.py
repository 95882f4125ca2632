"""Issuing an edition: every entry and removal in one transaction, or none."""

from __future__ import annotations

from ckan import model

from ckanext.camau.catalogue import audit, copies, hiding, ledger, packages
from ckanext.camau.catalogue.issue import issue
from ckanext.camau.model import Act, Edition, EditionDraft, EditionEntry, Version, WorkingCopy
from ckanext.camau.model.base import now
from ckanext.camau.workflow.permission import Actor

ACTION = "camau_edition_issue"


class NotReady(Exception):
    """An entry is no longer scheduled in this draft, or a removal is no longer public."""


def issue_edition(actor: Actor, draft: EditionDraft, act: Act, digest: str) -> Edition:
    """Issue a draft that the caller has locked and whose hash was checked.

    :raises NotReady: an entry or a removal has changed its state meanwhile
    """
    rows = {p.id: p for p in packages.lock([*draft.entries, *draft.removals])}
    ready = _ready(draft)
    edition = Edition(id=draft.id, kind=draft.kind, title=draft.title, edition_hash=digest, act_id=act.id)
    model.Session.add(edition)
    model.Session.flush()
    versions = {v.record_id: v for v in issue(actor, ready, act.id, edition.id)}
    for position, record_id in enumerate(draft.entries, 1):
        _add_entry(edition, "entry", position, versions[record_id])
    for position, record_id in enumerate(draft.removals, 1):
        event = hiding.tell(actor, rows[record_id], "removed", edition_id=edition.id)
        _add_entry(edition, "removal", position, model.Session.get_one(Version, event.version_id))
    draft.state, draft.modified = "issued", now()
    # Last, since whoever saves a draft meanwhile waits for the chain of the audit trail.
    for copy in ready:
        copies.told(actor, ACTION, copy, ("scheduled", "issued"))
    audit.add(
        actor, ACTION, "edition", draft.id, states=("draft", "issued"), content_hash=digest,
        detail={"act": act.number, "entries": len(draft.entries), "removals": len(draft.removals)},
    )  # fmt: skip
    return edition


def _ready(draft: EditionDraft) -> list[WorkingCopy]:
    """Return the entries' working copies, locked and read afresh."""
    found = (
        model.Session.query(WorkingCopy)
        .filter(WorkingCopy.edition_id == draft.id, WorkingCopy.state == "scheduled")
        .order_by(WorkingCopy.record_id)
        .populate_existing()
        .with_for_update()
        .all()
    )
    if {c.record_id for c in found} != set(draft.entries):
        raise NotReady(draft.id)
    if any(ledger.state_of(record_id) != "issued" for record_id in draft.removals):
        raise NotReady(draft.id)
    return found


def _add_entry(edition: Edition, kind: str, position: int, version: Version) -> None:
    model.Session.add(
        EditionEntry(
            edition_id=edition.id,
            record_id=version.record_id,
            kind=kind,
            position=position,
            version_id=version.id,
        )
    )
