"""The issuing clerk's pages: record a signed decision, take it back, follow an issue, record a correction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, request

import ckan.plugins.toolkit as tk

from ckanext.camau.catalogue import progress
from ckanext.camau.forms.data import clean
from ckanext.camau.views import act_form
from ckanext.camau.views.compose import blueprint
from ckanext.camau.views.refusal import Refusal
from ckanext.camau.views.support import Page, act, conflict_of, may, person, reasons_of, say, staff_page, warn


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
        issued = act("camau_edition_issue", id=edition_id, edition_hash=digest, act=act_form.sent(typed))
    except tk.ValidationError as refused:
        return _refused(edition_id, refused, typed)
    return _done(issued)


def _refused(edition_id: str, refused: tk.ValidationError, typed: dict[str, Any]) -> Page:
    """Answer a form that came twice with what the first one did: there is one decision only."""
    now = act("camau_edition_show", id=edition_id)
    recorded = now.get("act") or {}
    if conflict_of(refused) == "state" and recorded and recorded["number"] == typed["number"]:
        return _done(now)
    return _issue_page(now, Refusal.of(refused, "", typed))


def _done(edition: Mapping[str, Any]) -> Page:
    if edition["state"] == "signed":
        say(tk._("The decision is recorded; the edition is issued on the day on which it takes effect."))
        return tk.redirect_to("camau_compose.issue", edition_id=edition["id"])
    say(tk._("The edition is issued; its records are public now."))
    return tk.redirect_to("camau_edition.read", id=edition["id"])


def _issue_page(edition: Mapping[str, Any], refusal: Refusal | None = None) -> Page:
    refusal = refusal or Refusal()
    diff = act("camau_edition_diff", id=edition["id"]) if edition["state"] in {"draft", "signed"} else {}
    html = tk.render("camau/compose/issue.html", {"edition": edition, "refusal": refusal, "diff": diff})
    return html, refusal.status


@blueprint.route("/edition/<edition_id>/unsign", methods=["POST"])
@staff_page
def unsign(edition_id: str) -> Page:
    """Take back a recorded decision whose day has not come."""
    try:
        act("camau_edition_unsign", id=edition_id, reason=clean(request.form.get("reason", "")))
    except tk.ValidationError as refused:
        warn(reasons_of(refused))
    else:
        say(tk._("The recorded decision is taken back; the draft can be changed again."))
    return tk.redirect_to("camau_compose.issue", edition_id=edition_id)


@blueprint.route("/edition/<edition_id>/progress")
@staff_page
def follow(edition_id: str) -> Page:
    """Show how far an issue has come; the page loads itself again until it is done."""
    found = _progress(edition_id)
    page = tk.render("camau/compose/progress.html", {"edition_id": edition_id, "progress": found})
    response = Response(page)
    if found and found["running"]:
        response.headers["Refresh"] = "2"
    return response


@blueprint.route("/edition/<edition_id>/progress.json")
@staff_page
def follow_json(edition_id: str) -> Page:
    """Return how far an issue has come, for the page that waits for it."""
    return jsonify(_progress(edition_id) or {})


def _progress(edition_id: str) -> dict[str, Any] | None:
    """Return it with the name of its step; only those who may see drafts are told."""
    if not person().sees_all():
        raise tk.ObjectNotFound
    found = progress.read(edition_id)
    if found is None:
        return None
    name = progress.STEP_NAMES[found["step"]]
    return {**found, "name": tk._(name)}


@blueprint.route("/edition/<edition_id>/correct", methods=["GET", "POST"])
@staff_page
def correct(edition_id: str) -> Page:
    """Record a decision that corrects an issued edition."""
    edition = act("camau_edition_show", id=edition_id)
    if edition["state"] != "issued":
        raise tk.ObjectNotFound
    if not person().has("issuing_clerk"):
        raise tk.NotAuthorized(tk._("Only the issuing clerk records a correction."))
    if request.method == "GET":
        return _correct_page(edition, Refusal(), {})
    typed, failures = act_form.read()
    words = {key: clean(value) for key, value in request.form.items() if key == "text" or key.startswith("record.")}
    if failures:
        return _correct_page(edition, Refusal(failures, act=typed), words)
    rows = [{"record_id": k.removeprefix("record."), "text": v} for k, v in words.items() if k != "text" and v]
    try:
        act("camau_correction_record", id=edition_id, text=words.get("text", ""), records=rows,
            act=act_form.sent(typed))  # fmt: skip
    except tk.ValidationError as refused:
        return _correct_page(edition, Refusal.of(refused, "", typed), words)
    say(tk._("The correction is recorded and shown on the page of the edition."))
    return tk.redirect_to("camau_edition.read", id=edition_id)


def _correct_page(edition: Mapping[str, Any], refusal: Refusal, words: Mapping[str, str]) -> Page:
    html = tk.render("camau/compose/correct.html", {"edition": edition, "refusal": refusal, "words": words})
    return html, refusal.status
