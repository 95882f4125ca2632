"""Editions as the dictionaries that actions return."""

from __future__ import annotations

from collections import Counter
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import corrections, edition_checks, edition_content, edition_past
from ckanext.camau.catalogue.edition_content import EntryContent, RemovalContent
from ckanext.camau.logic import dictize
from ckanext.camau.model import Edition, EditionDraft, EditionEntry
from ckanext.camau.workflow.permission import Actor, Case, allowed


def draft_brief(found: EditionDraft, who: Actor) -> dict[str, Any]:
    """Return a draft without its entries; of a signed one the decision that waits, and the day of its issue."""
    return {
        "id": found.id,
        "kind": found.kind,
        "title": found.title,
        "state": found.state,
        "lock_version": found.lock_version,
        "entry_count": len(found.entries),
        "removal_count": len(found.removals),
        "modified": dictize.iso(found.modified),
        "issued_at": None,
        "issue_on": dictize.iso(found.issue_on),
        "act": {**found.act, "file": found.act["file_sha256"]} if found.act else None,
        "problems": [
            {"record_id": record_id, "message": message.translated(tk._)}
            for record_id, message in edition_checks.problems(found).items()
        ],
        "allowed": allowed(Case("edition", found.state), who),
    }


def draft(found: EditionDraft, who: Actor) -> dict[str, Any]:
    """Return a draft with its entries as their working copies stand now, and its hash."""
    content = edition_content.of_draft(found)
    return {
        **draft_brief(found, who),
        "edition_hash": content.edition_hash,
        "entries": [composed(entry) for entry in content.entries],
        "removals": [leaving(removal) for removal in content.removals],
    }


def composed(entry: EntryContent) -> dict[str, Any]:
    """Return an entry of a draft."""
    return {
        "position": entry.position,
        "change": entry.change,
        "record_id": entry.record_id,
        "type": entry.type,
        "title": dictize.title_of(entry.content),
        "code": entry.code or None,
        "agency": entry.agency,
        "working_copy_id": entry.working_copy_id,
        "content_hash": entry.content_hash,
        "version": None,
    }


def leaving(removal: RemovalContent) -> dict[str, Any]:
    """Return a record that a draft takes out."""
    return {
        "record_id": removal.record_id,
        "title": removal.title or removal.code,
        "code": removal.code or None,
        "agency": removal.agency,
        "content_hash": removal.content_hash,
        "version": removal.version,
    }


def issued_briefs() -> list[dict[str, Any]]:
    """Return all issued editions without their entries, newest first."""
    found = model.Session.query(Edition).order_by(Edition.seq.desc()).all()
    kinds = Counter(tuple(row) for row in model.Session.query(EditionEntry.edition_id, EditionEntry.kind))
    return [_brief(e, kinds[e.id, "entry"], kinds[e.id, "removal"]) for e in found]


def _brief(found: Edition, entries: int, removals: int) -> dict[str, Any]:
    return {
        "id": found.id,
        "kind": found.kind,
        "title": found.title,
        "state": "issued",
        "edition_hash": found.edition_hash,
        "entry_count": entries,
        "removal_count": removals,
        "act": dictize.act_of(found.act_id),
        "issued_at": dictize.iso(found.issued_at),
        "allowed": [],
    }


def issued(found: Edition) -> dict[str, Any]:
    """Return an edition as it was issued: entries and removals frozen, with its corrections and its predecessor."""
    content = edition_content.of_issued(found)
    now = edition_past.states(content)
    return {
        **_brief(found, len(content.entries), len(content.removals)),
        "entries": [{**frozen(e, now), "change": e.change} for e in content.entries],
        "removals": [frozen(r, now) for r in content.removals],
        "corrections": [_correction(c) for c in corrections.of(found.id)],
        "previous": edition_past.previous(found),
        "unchanged": edition_past.untouched(found, content),
        "problems": [],
    }


def _correction(found: Any) -> dict[str, Any]:
    return {
        "id": found.id,
        "text": found.text,
        "records": found.records,
        "act": dictize.act_of(found.act_id),
        "at": dictize.iso(found.at),
    }


def frozen(entry: EntryContent | RemovalContent, now: edition_past.States) -> dict[str, Any]:
    """Content that was taken down is not shown; its hash and the fact stay."""
    state = now.get(entry.record_id, ("unissued", None))
    return {
        "position": entry.position,
        "record_id": entry.record_id,
        "type": entry.type,
        "name": state[1],
        "title": entry.title or tk._("(content taken down)"),
        "code": entry.code or None,
        "agency": entry.agency,
        "content_hash": entry.content_hash,
        "version": entry.version,
        "state": state[0],
        "taken_down": entry.taken_down,
    }
