"""Draft decisions: the focal point composes (`/edition/new`, `/edition/{id}/edit`), the clerk issues (`…/issue`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau.const import EDITION_KINDS, EDITION_TYPE
from ckanext.camau.forms.data import clean, row_keys
from ckanext.camau.forms.rows import RowStep, apply
from ckanext.camau.views import act_form
from ckanext.camau.views.compose_lists import appraised, in_catalogue, titled
from ckanext.camau.views.refusal import Refusal
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
)

blueprint = Blueprint("camau_compose", __name__)
accept_long_forms(blueprint)


@dataclass(frozen=True)
class Draft:
    """What the form of a draft decision holds."""

    kind: str
    title: str = ""
    lock_version: str = ""
    entries: tuple[str, ...] = ()
    removals: tuple[str, ...] = ()
    search: str = ""

    @classmethod
    def posted(cls, kind: str) -> Draft:
        """Return what was posted, with the ticked records added at the end and row buttons obeyed."""
        form = request.form
        entries, removals = row_keys(form, "entries"), row_keys(form, "removals")
        step = RowStep.read(form.get("_do", ""))
        if step and step.field == "entries":
            entries = apply(form, step)
        if step and step.field == "removals":
            removals = apply(form, step)
        return cls(
            kind=kind,
            title=clean(form.get("title", "")),
            lock_version=form.get("lock_version", ""),
            entries=tuple(dict.fromkeys([*entries, *form.getlist("add_entry")])),
            removals=tuple(dict.fromkeys([*removals, *form.getlist("add_removal")])),
            search=form.get("_q", ""),
        )

    def sent(self) -> dict[str, Any]:
        """Return the draft as the actions take it."""
        return {"title": self.title, "entries": list(self.entries), "removals": list(self.removals)}


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
        return _page(_of(edition), edition)
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
    record_type = EDITION_TYPE[draft.kind]
    return {item["record_id"]: item["title"] for item in [*appraised(record_type), *in_catalogue(record_type)]}


def _stale(draft: Draft, edition: Mapping[str, Any]) -> Page:
    """Somebody saved meanwhile: show what was typed, beside what is stored, ready to be saved over it."""
    now = act("camau_edition_show", id=edition["id"])
    message = tk._("Someone else changed this draft decision meanwhile. Compare both, then save.")
    typed = Draft(draft.kind, draft.title, str(now["lock_version"]), draft.entries, draft.removals)
    return _page(typed, now, [message], 409, theirs=now)


def _of(edition: Mapping[str, Any]) -> Draft:
    return Draft(
        kind=edition["kind"],
        title=edition["title"],
        lock_version=str(edition["lock_version"]),
        entries=tuple(entry["record_id"] for entry in edition["entries"]),
        removals=tuple(entry["record_id"] for entry in edition["removals"]),
    )


def _page(
    draft: Draft,
    edition: Mapping[str, Any] | None = None,
    errors: list[str] | None = None,
    status: int = 200,
    theirs: Mapping[str, Any] | None = None,
) -> Page:
    edition = edition or {}
    record_type = EDITION_TYPE[draft.kind]
    known = titled(edition)
    candidates = appraised(record_type, draft.search)
    removable = in_catalogue(record_type, draft.search)
    html = tk.render(
        "camau/compose/edit.html",
        {
            "draft": draft,
            "edition": edition,
            "theirs": theirs,
            "errors": errors or [],
            "titles": {**{item["record_id"]: item for item in [*removable, *candidates]}, **known},
            "candidates": [item for item in candidates if item["record_id"] not in draft.entries],
            "removable": [item for item in removable if item["record_id"] not in draft.removals],
            "diff": act("camau_edition_diff", id=edition["id"]) if edition else {},
        },
    )
    return html, status


@blueprint.route("/edition/<edition_id>/issue", methods=["GET", "POST"])
@staff_page
def issue(edition_id: str) -> Page:
    """Show a draft decision to the clerk and record the Chairman's signed decision."""
    edition = act("camau_edition_show", id=edition_id)
    if request.method == "GET":
        if edition["state"] == "draft" and not may(edition, "camau_edition_issue"):
            raise tk.NotAuthorized(tk._("Only the issuing clerk records the signed decision."))
        return _issue_page(edition)
    typed, failures = act_form.read()
    if not failures and not request.form.get("confirm"):
        failures = [tk._("Confirm that you compared the entries with the signed decision.")]
    if failures:
        return _issue_page(edition, Refusal(failures, act=typed))
    try:
        digest = request.form.get("edition_hash", "")
        act("camau_edition_issue", id=edition_id, edition_hash=digest, act=act_form.sent(typed))
    except tk.ValidationError as refused:
        return _issue_page(act("camau_edition_show", id=edition_id), Refusal.of(refused, "", typed))
    say(tk._("The edition is issued; its records are public now."))
    return tk.redirect_to("camau_edition.read", id=edition_id)


def _issue_page(edition: Mapping[str, Any], refusal: Refusal | None = None) -> Page:
    refusal = refusal or Refusal()
    diff = act("camau_edition_diff", id=edition["id"]) if edition["state"] == "draft" else {}
    html = tk.render("camau/compose/issue.html", {"edition": edition, "refusal": refusal, "diff": diff})
    return html, refusal.status
