"""Draft decisions: the focal point composes them (`/edition/new`, `/edition/{id}/edit`) or gives them up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau.const import EDITION_KINDS
from ckanext.camau.forms.data import clean
from ckanext.camau.views.compose_draft import SHOWN, Draft
from ckanext.camau.views.support import (
    Page,
    accept_long_forms,
    act,
    conflict_of,
    may,
    person,
    reasons_of,
    say,
    staff_page,
    warn,
)

blueprint = Blueprint("camau_compose", __name__)
accept_long_forms(blueprint)


@blueprint.route("/edition/drafts")
@staff_page
def index() -> Page:
    """List the draft decisions."""
    who = person()
    if not any(who.has(role) for role in ("focal_point", "issuing_clerk", "auditor")):
        raise tk.NotAuthorized(tk._("Only the provincial focal point and the issuing clerk work on draft decisions."))
    drafts = act("camau_edition_list", state="draft")
    kinds = EDITION_KINDS if who.has("focal_point") else ()
    return tk.render("camau/compose/index.html", {"drafts": drafts, "kinds": kinds})


@blueprint.route("/edition/new", methods=["GET", "POST"])
@staff_page
def new() -> Page:
    """Begin a draft decision of a kind."""
    kind = request.values.get("kind", EDITION_KINDS[0])
    if kind not in EDITION_KINDS:
        return tk.abort(404)
    if not person().has("focal_point"):
        raise tk.NotAuthorized(tk._("Only the provincial focal point composes draft decisions."))
    if request.method == "GET":
        return _page(Draft(kind=kind))
    draft = Draft.posted(kind)
    if ":" in request.form.get("_do", ""):
        return _page(draft)
    return _stored(draft, {}, lambda: act("camau_edition_create", kind=kind, **draft.sent()))


@blueprint.route("/edition/<edition_id>/edit", methods=["GET", "POST"])
@staff_page
def edit(edition_id: str) -> Page:
    """Show or save a draft decision."""
    edition = act("camau_edition_show", id=edition_id)
    if not may(edition, "camau_edition_update"):
        if may(edition, "camau_edition_issue"):
            return tk.redirect_to("camau_compose.issue", edition_id=edition_id)
        raise tk.NotAuthorized(tk._("This draft decision is not yours to change now."))
    if request.method == "GET":
        return _page(Draft.of(edition), edition)
    draft = Draft.posted(edition["kind"])
    if ":" in request.form.get("_do", ""):
        return _page(draft, edition)
    lock = int(draft.lock_version) if draft.lock_version.isdigit() else draft.lock_version
    return _stored(
        draft, edition, lambda: act("camau_edition_update", id=edition_id, lock_version=lock, **draft.sent())
    )


def _stored(draft: Draft, edition: Mapping[str, Any], save: Any) -> Page:
    try:
        saved = save()
    except tk.ValidationError as refused:
        if conflict_of(refused) == "stale":
            return _stale(draft, edition)
        return _page(draft, edition, reasons_of(refused, _names(draft)), 409)
    say(tk._("The draft decision is saved."))
    return tk.redirect_to("camau_compose.edit", edition_id=saved["id"])


def _names(draft: Draft) -> dict[str, str]:
    """Return the titles of what may be chosen, for the messages of a refusal."""
    plain = Draft(draft.kind)
    offered = [*plain.offered("add_entry", ())["results"], *plain.offered("add_removal", ())["results"]]
    return {item["record_id"]: item["title"] for item in offered} | {
        item["record_id"]: item["title"] for item in _planned(draft, {})["known"].values()
    }


def _stale(draft: Draft, edition: Mapping[str, Any]) -> Page:
    """Somebody saved meanwhile: show what was typed, beside what is stored, ready to be saved over it."""
    now = act("camau_edition_show", id=edition["id"])
    message = tk._("Someone else changed this draft decision meanwhile. Compare both, then save.")
    return _page(replace(draft, lock_version=str(now["lock_version"])), now, [message], 409, theirs=now)


def _planned(draft: Draft, edition: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the draft on screen changes, and what is known of the records in it."""
    shown = draft.page("entries").items
    which = {"id": edition["id"]} if edition else {"kind": draft.kind}
    diff = act(
        "camau_edition_diff", **which, entries=list(draft.entries), removals=list(draft.removals),
        changes_of=list(shown),
    )  # fmt: skip
    known = {item["record_id"]: item for item in [*diff["added"], *diff["changed"], *diff["removed"]]}
    return {"diff": diff, "known": known}


def _page(
    draft: Draft,
    edition: Mapping[str, Any] | None = None,
    errors: list[str] | None = None,
    status: int = 200,
    theirs: Mapping[str, Any] | None = None,
) -> Page:
    edition = edition or {}
    offered = {
        "add_entry": draft.offered("add_entry", draft.entries),
        "add_removal": draft.offered("add_removal", [*draft.removals, *draft.entries]),
    }
    stored = Draft.of(edition) if edition else Draft(draft.kind)
    html = tk.render(
        "camau/compose/edit.html",
        {
            "draft": draft,
            "edition": edition,
            "theirs": theirs,
            "errors": errors or [],
            "agencies": sorted({(org["title"], org["id"]) for found in offered.values() for org in found["agencies"]}),
            "unsaved": draft.sent() != stored.sent(),
            "offered": {name: {**found, "pages": -(-found["count"] // SHOWN)} for name, found in offered.items()},
            **_planned(draft, edition),
        },
    )
    return html, status


@blueprint.route("/edition/<edition_id>/discard", methods=["POST"])
@staff_page
def discard(edition_id: str) -> Page:
    """Give up a draft decision; its entries wait again for another one."""
    lock = request.form.get("lock_version", "")
    reason = clean(request.form.get("reason", ""))
    try:
        act("camau_edition_discard", id=edition_id, lock_version=lock, reason=reason)
    except tk.ValidationError as refused:
        warn(reasons_of(refused))
        return tk.redirect_to("camau_compose.edit", edition_id=edition_id)
    say(tk._("The draft decision is given up; its records wait again for a decision."))
    return tk.redirect_to("camau_compose.index")
