"""Editions as the dictionaries that actions return."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import editions, in_force, ledger
from ckanext.camau.catalogue.content import Content
from ckanext.camau.const import EDITION_TYPE
from ckanext.camau.logic import dictize
from ckanext.camau.model import Edition, EditionDraft, EditionEntry, Version, WorkingCopy
from ckanext.camau.workflow.permission import Actor, Case, allowed


def draft_brief(found: EditionDraft, who: Actor) -> dict[str, Any]:
    """Return a draft without its entries."""
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
        "allowed": allowed(Case("edition", found.state), who),
    }


def draft(found: EditionDraft, who: Actor) -> dict[str, Any]:
    """Return a draft with its entries as their working copies stand now, and its hash."""
    scheduled = {c.record_id: c for c in editions.scheduled(found)}
    entries = [_draft_entry(i, r, scheduled.get(r)) for i, r in enumerate(found.entries, 1)]
    return {
        **draft_brief(found, who),
        "edition_hash": editions.hash_of(found),
        "entries": entries,
        "removals": [_removal(r) for r in found.removals],
        "act": None,
        "problems": [],
    }


def _draft_entry(position: int, record_id: str, copy: WorkingCopy | None) -> dict[str, Any]:
    content: Content = copy.data if copy else {}
    return {
        "position": position,
        "record_id": record_id,
        "type": copy.type if copy else None,
        "title": dictize.title_of(content),
        "code": content.get("code"),
        "agency": dictize.agency_title(copy.owner_org) if copy else None,
        "working_copy_id": copy.id if copy else None,
        "content_hash": copy.content_hash if copy else None,
        "version": None,
    }


def _removal(record_id: str) -> dict[str, Any]:
    found = in_force.find(record_id)
    content: Content = found.content if found else {}
    return {
        "record_id": record_id,
        "title": dictize.title_of(content),
        "code": content.get("code"),
        "agency": dictize.agency_title(found.owner_org) if found else None,
    }


def issued_brief(found: Edition) -> dict[str, Any]:
    """Return an issued edition without its entries."""
    entries = model.Session.query(EditionEntry.kind).filter_by(edition_id=found.id).all()
    kinds = [kind for (kind,) in entries]
    return {
        "id": found.id,
        "kind": found.kind,
        "title": found.title,
        "state": "issued",
        "edition_hash": found.edition_hash,
        "entry_count": kinds.count("entry"),
        "removal_count": kinds.count("removal"),
        "act": dictize.act_of(found.act_id),
        "issued_at": dictize.iso(found.issued_at),
        "allowed": [],
    }


def issued(found: Edition) -> dict[str, Any]:
    """Return an edition as it was issued: entries and removals frozen."""
    rows = (
        model.Session.query(EditionEntry, Version)
        .join(Version, Version.id == EditionEntry.version_id)
        .filter(EditionEntry.edition_id == found.id)
        .order_by(EditionEntry.position)
        .all()
    )
    return {
        **issued_brief(found),
        "entries": [_frozen(e, v) for e, v in rows if e.kind == "entry"],
        "removals": [_frozen(e, v) for e, v in rows if e.kind == "removal"],
        "problems": [],
    }


def _frozen(entry: EditionEntry, version: Version) -> dict[str, Any]:
    """Content that was taken down is not shown; its hash and the fact stay."""
    state = ledger.state_of(entry.record_id)
    content = (ledger.payload(version.id) or {}) if state != "taken_down" else {}
    package = model.Package.get(entry.record_id)
    return {
        "position": entry.position,
        "record_id": entry.record_id,
        "type": package.type if package else None,
        "name": package.name if package and state in {"issued", "suspended"} else None,
        "title": content.get("title") or tk._("(content taken down)"),
        "code": content.get("code"),
        "agency": dictize.agency_title(version.owner_org),
        "content_hash": version.content_hash,
        "version": version.number,
        "state": state,
    }


def differences(found: EditionDraft) -> dict[str, Any]:
    """Return what a draft adds, changes and removes against the catalogue in force."""
    type_ = EDITION_TYPE[found.kind]
    standing = {r.record_id: r for r in in_force.page((type_,), limit=100_000)}
    scheduled = {c.record_id: c for c in editions.scheduled(found)}
    added = [_draft_entry(i, r, scheduled.get(r)) for i, r in enumerate(found.entries, 1) if r not in standing]
    changed = [
        {
            **_draft_entry(i, r, scheduled.get(r)),
            "changes": dictize.changes(standing[r].content, scheduled[r]) if r in scheduled else [],
        }
        for i, r in enumerate(found.entries, 1)
        if r in standing
    ]
    touched = {*found.entries, *found.removals}
    return {
        "added": added,
        "changed": changed,
        "removed": [_removal(r) for r in found.removals],
        "unchanged": sum(r not in touched for r in standing),
    }
