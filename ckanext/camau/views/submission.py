"""`/submission/new` and `/submission/{id}`: several records submitted together, and decided on together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Blueprint, request
from flask_wtf.csrf import CSRFError

import ckan.plugins.toolkit as tk

from ckanext.camau.forms import remarks
from ckanext.camau.forms.data import clean
from ckanext.camau.forms.problems import shown
from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.views import side_page
from ckanext.camau.views.schema_forms import fields_for
from ckanext.camau.views.support import (
    Page,
    accept_long_forms,
    act,
    every_copy,
    may,
    person,
    reasons_of,
    say,
    staff_page,
)

blueprint = Blueprint("camau_submission", __name__)
accept_long_forms(blueprint)

#: What may be decided on a record of a submission, and the action that does it.
DECISIONS: Final[Mapping[str, str]] = {
    "approve": "camau_approve",
    "appraise": "camau_appraise",
    "return": "camau_return",
}


@blueprint.route("/submission/new")
@staff_page
def new() -> Page:
    """Show the drafts and returned records of the own agency, to be submitted together."""
    return _choose()


@blueprint.route("/submission/new", methods=["POST"])
@side_page.staff_form
def create() -> Page:
    """Submit the chosen records; each is judged for itself, and what became of it is told."""
    chosen = request.form.getlist("id")
    items = [{"id": id_, "content_hash": request.form.get(f"hash.{id_}", "")} for id_ in chosen]
    if not items:
        return _choose([tk._("Choose at least one record.")])
    try:
        made = act("camau_submission_create", items=items, note=clean(request.form.get("note", "")))
    except tk.ValidationError as refused:
        results: Any = refused.error_dict.get("results")
        if results:
            return _choose([tk._("No record was submitted: see below what stands against each.")], results)
        return _choose(reasons_of(refused))
    if all(result["ok"] for result in made["results"]):
        say(tk._("Submitted together."))
        return tk.redirect_to("camau_submission.read", submission_id=made["id"])
    warning = tk._("Some records were submitted; the others are below, with what stands against each.")
    return _choose([warning], made["results"], submission_id=made["id"])


def _choose(
    errors: Sequence[str] = (), results: Sequence[Mapping[str, Any]] = (), submission_id: str = ""
) -> tuple[str, int]:
    if not person().agencies("editor"):
        raise tk.NotAuthorized(tk._("Only an editor of an agency submits its records."))
    found = [copy for state in ("returned", "draft") for copy in every_copy(state=state)]
    html = tk.render(
        "camau/submission/new.html",
        {
            "copies": [copy for copy in found if may(copy, "camau_submit")],
            "chosen": request.form.getlist("id") or request.args.getlist("id"),
            "note": request.form.get("note", ""),
            "errors": errors,
            "told": {result["id"]: told(result) for result in results},
            "submission_id": submission_id,
        },
    )
    return html, 409 if errors else 200


@blueprint.errorhandler(CSRFError)
def expired(_error: CSRFError) -> Page:
    """Show the page again as it was typed after its token ended, or to whoever has to log in again; nothing is done."""
    return side_page.shown_again(_show_again, dict(request.view_args or {}))


def _show_again(view: dict[str, Any]) -> Page:
    errors = [side_page.expired_text()]
    shown_ = _page(view["submission_id"], errors=errors) if "submission_id" in view else _choose(errors)
    return shown_[0], 400


@blueprint.route("/submission/<submission_id>")
@staff_page
def read(submission_id: str) -> Page:
    """Show a submission with all its records, their differences, and what may be decided on each."""
    return _page(submission_id)


@blueprint.route("/submission/<submission_id>", methods=["POST"])
@side_page.staff_form
def decide(submission_id: str) -> Page:
    """Take the decisions that were chosen, each for itself, and show what became of each."""
    decisions = [_decision(id_) for id_ in request.form.getlist("id") if request.form.get(f"decision.{id_}")]
    if not decisions:
        return _page(submission_id, errors=[tk._("Choose a decision for at least one record.")])
    try:
        done = act("camau_submission_decide", id=submission_id, decisions=decisions)
    except tk.ValidationError as refused:
        return _page(submission_id, errors=reasons_of(refused))
    return _page(submission_id, results=done["results"])


def _decision(id_: str) -> dict[str, Any]:
    form = request.form
    decision = form.get(f"decision.{id_}", "")
    given: dict[str, Any] = {"id": id_, "content_hash": form.get(f"hash.{id_}", ""), "decision": decision}
    if note := clean(form.get(f"note.{id_}", "")):
        given["note"] = note
    if decision == "return":
        given["reasons"] = form.getlist(f"reasons.{id_}")
    if comments := _typed(id_):
        given["comments"] = remarks.sent(comments)
    return given


def _typed(id_: str) -> list[remarks.Typed]:
    return remarks.typed(request.form.getlist(f"{remarks.PATH}.{id_}"), request.form.getlist(f"{remarks.TEXT}.{id_}"))


def _page(
    submission_id: str, *, errors: Sequence[str] = (), results: Sequence[Mapping[str, Any]] = ()
) -> tuple[str, int]:
    submission = act("camau_submission_show", id=submission_id)
    outcomes = {result["id"]: result for result in results}
    items = [_item(brief, outcomes.get(brief["id"])) for brief in submission["items"]]
    html = tk.render(
        "camau/submission/read.html",
        {
            "submission": submission,
            "items": items,
            "errors": errors,
            "results": results,
            "open": any(item["choices"] for item in items),
            "return_reasons": code_list("return_reason").choices(),
        },
    )
    failed = [result for result in results if not result["ok"]]
    return html, 409 if errors or (failed and len(failed) == len(results)) else 200


def _item(brief: Mapping[str, Any], outcome: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a record of a submission with what it changes, what was typed about it, and what became of it."""
    copy = act("camau_working_copy_show", id=brief["id"])
    kept = outcome is None or not outcome["ok"]
    form = request.form if kept else {}
    return {
        "record": copy,
        "choices": [
            key
            for key, action in DECISIONS.items()
            if brief["here"] and may(copy, action) and not _needs_act(copy, key)
        ],
        "needs_act": may(copy, "camau_approve") and _needs_act(copy, "approve"),
        "here": brief["here"],
        "changes": act("camau_working_copy_diff", id=copy["id"])["changes"],
        "problems": shown(copy.get("problems") or ()),
        "places": remarks.places(fields_for(copy["type"]), copy["data"]),
        "boxes": remarks.boxes(_typed(copy["id"]) if kept else [], 1),
        "decision": form.get(f"decision.{copy['id']}", ""),
        "note": form.get(f"note.{copy['id']}", ""),
        "reasons": request.form.getlist(f"reasons.{copy['id']}") if kept else [],
        "outcome": outcome,
        "told": told(outcome) if outcome else [],
    }


def _needs_act(copy: Mapping[str, Any], decision: str) -> bool:
    """Tell whether a decision wants a signed document, which is entered on the page of the record."""
    return decision == "approve" and copy["type"] == "usage_rule"


def told(result: Mapping[str, Any]) -> list[str]:
    """Return why a record was refused, as sentences."""
    error = result.get("error")
    if not error:
        return []
    return reasons_of(tk.ValidationError(error)) if isinstance(error, dict) else [str(error)]
