"""What an edition changes, as the dictionaries that actions return."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.camau.catalogue import edition_content, edition_past, editions, in_force
from ckanext.camau.catalogue.content import Content
from ckanext.camau.catalogue.edition_content import EditionContent, EntryContent
from ckanext.camau.const import EDITION_TYPE
from ckanext.camau.exports import contents
from ckanext.camau.logic import dictize, edition_dict
from ckanext.camau.model import Edition, EditionDraft


def planned(found: EditionDraft, entries: Sequence[str], removals: Sequence[str]) -> EditionContent:
    """Return what a draft would hold with other entries and removals; nothing is stored."""
    plan = EditionDraft(kind=found.kind, title=found.title, state="draft", entries=entries, removals=removals)
    return edition_content.of_draft(plan, editions.fit_for(found.kind, entries, found.id))


def draft(content: EditionContent, only: Collection[str] | None = None) -> dict[str, Any]:
    """Return what a draft adds, changes and removes against the catalogue in force.

    :param only: records to compare field by field (all)
    """
    type_ = EDITION_TYPE[content.kind]
    entries = [entry for entry in content.entries if entry.change == "changed"]
    compared = [entry for entry in entries if only is None or entry.record_id in only]
    standing = {r.record_id: r.content for r in in_force.find_many([e.record_id for e in compared])}
    pairs = [(standing.get(entry.record_id, {}), entry.content) for entry in compared]
    changes = _changes(compared, pairs, type_)
    return {
        "added": [edition_dict.composed(entry) for entry in content.entries if entry.change == "added"],
        "changed": [{**edition_dict.composed(e), "changes": changes.get(e.record_id)} for e in entries],
        "removed": [edition_dict.leaving(removal) for removal in content.removals],
        "unchanged": in_force.count((type_,)) - len(entries) - len(content.removals),
    }


def issued(found: Edition, only: Collection[str] | None = None) -> dict[str, Any]:
    """Return what an issued edition changed, as the public may see it; contents that were taken down are not shown."""
    content, type_ = edition_content.of_issued(found), EDITION_TYPE[found.kind]
    entries = [entry for entry in content.entries if entry.change == "changed"]
    compared = [e for e in entries if not e.taken_down and (only is None or e.record_id in only)]
    befores = edition_past.payloads([e.before_id for e in compared if e.before_id])
    old = contents.public([befores.get(e.before_id or "", {}) for e in compared], type_)
    new = contents.public([e.content for e in compared], type_)
    changes = _changes(compared, list(zip(old, new, strict=True)), type_)
    return {
        "added": [_line(entry) for entry in content.entries if entry.change == "added"],
        "changed": [{**_line(entry), "changes": changes.get(entry.record_id)} for entry in entries],
        "removed": [_line(removal) for removal in content.removals],
        "unchanged": edition_past.untouched(found, content),
    }


def _changes(entries: list[EntryContent], pairs: list[tuple[Content, Content]], type_: str) -> dict[str, Any]:
    titles = dictize.reference_titles([content for pair in pairs for content in pair], type_)
    return {
        entry.record_id: dictize.content_changes(before, after, type_, titles)
        for entry, (before, after) in zip(entries, pairs, strict=True)
    }


def _line(entry: Any) -> dict[str, Any]:
    return {
        "record_id": entry.record_id,
        "title": entry.title or tk._("(content taken down)"),
        "code": entry.code or None,
        "agency": entry.agency,
    }
