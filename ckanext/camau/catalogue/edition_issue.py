"""Issuing an edition: every entry and removal in one transaction, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ckan import model

from ckanext.camau.catalogue import audit, copies, edition_checks, hiding, notices, packages
from ckanext.camau.catalogue.issue import issue
from ckanext.camau.catalogue.progress import Progress
from ckanext.camau.deadlines import due
from ckanext.camau.model import Act, Edition, EditionDraft, EditionEntry, Version, WorkingCopy
from ckanext.camau.model.base import now
from ckanext.camau.workflow.messages import Message
from ckanext.camau.workflow.permission import Actor

ACTION = "camau_edition_issue"


class NotReady(Exception):
    """An entry is no longer scheduled in this draft, or a removal is no longer public; ``problems`` by record."""

    def __init__(self, draft_id: str, problems: Mapping[str, Message] | None = None) -> None:
        super().__init__(draft_id)
        self.problems = dict(problems or {})


def issue_edition(
    actor: Actor, draft: EditionDraft, act: Act, digest: str, progress: Progress | None = None
) -> Edition:
    """Issue a draft that the caller has locked and whose hash was checked.

    :param actor: who recorded the decision
    :param progress: is told how far it has come
    :raises NotReady: an entry or a removal has changed its state meanwhile
    """
    before, progress = draft.state, progress or Progress(draft.id)
    progress.total = len(draft.entries) + len(draft.removals)
    rows = {p.id: p for p in packages.lock([*draft.entries, *draft.removals])}
    ready = _ready(draft)
    edition = Edition(id=draft.id, kind=draft.kind, title=draft.title, edition_hash=digest, act_id=act.id)
    model.Session.add(edition)
    model.Session.flush()
    issued = issue(actor, ready, act.id, edition.id, lambda done: progress.count("writing", done))
    versions = {v.record_id: v for v in issued}
    _add_entries(edition, "entry", [versions[record_id] for record_id in draft.entries])
    _add_entries(edition, "removal", _take_out(actor, draft, rows))
    draft.state, draft.modified = "issued", now()
    due.end([draft.id])
    # Last, since whoever saves a draft meanwhile waits for the chain of the audit trail.
    for copy in ready:
        copies.told(actor, ACTION, copy, ("scheduled", "issued"))
    audit.add(
        actor, ACTION, "edition", draft.id, states=(before, "issued"), content_hash=digest,
        detail={"act": act.number, "entries": len(draft.entries), "removals": len(draft.removals)},
    )  # fmt: skip
    notices.after_issue(edition, ready)
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
    if problems := edition_checks.problems(draft):
        raise NotReady(draft.id, problems)
    if {c.record_id for c in found} != set(draft.entries):
        raise NotReady(draft.id)
    return found


def _take_out(actor: Actor, draft: EditionDraft, rows: Mapping[str, model.Package]) -> list[Version]:
    """Hide the removals; return the versions that were in force until now."""
    events = hiding.tell_all(actor, [rows[id_] for id_ in draft.removals], "removed", edition_id=draft.id)
    return [model.Session.get_one(Version, event.version_id) for event in events]


def _add_entries(edition: Edition, kind: str, versions: Sequence[Version]) -> None:
    for position, version in enumerate(versions, 1):
        _add_entry(edition, kind, position, version)
    model.Session.flush()


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
