"""`/review/{working copy}`: read what the public would see, comment on it, then take a step that the table allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from flask import Blueprint, request
from flask_wtf.csrf import CSRFError

import ckan.plugins.toolkit as tk

from ckanext.camau.forms import remarks
from ckanext.camau.forms.data import clean
from ckanext.camau.views import act_form, side_page
from ckanext.camau.views.refusal import Refusal
from ckanext.camau.views.review_page import page
from ckanext.camau.views.support import Page, accept_long_forms, act, conflict_of, details_of, say, staff_page
from ckanext.camau.workflow.messages import N_

blueprint = Blueprint("camau_review", __name__)
accept_long_forms(blueprint)

DISCARD: Final = "camau_working_copy_discard"
#: The steps with a form on this page, and what is said once one is done.
STEPS: Final[Mapping[str, str]] = {
    "camau_submit": N_("Submitted to the head of the agency."),
    "camau_approve": N_("Approved."),
    "camau_appraise": N_("The appraisal is recorded."),
    "camau_return": N_("Returned to the editor."),
    "camau_recall": N_("Recalled: the working copy is a draft again."),
    DISCARD: N_("The working copy is discarded."),
    "camau_claim": N_("You review this now; the others see it."),
    "camau_release": N_("The review is free for others again."),
    "camau_reassign": N_("The review is given to another person."),
    "camau_comment_add": N_("The comments are recorded."),
    "camau_comment_resolve": N_("The comment is closed."),
}
#: Steps after which one stays on the page.
_STAYS: Final = frozenset((
    "camau_claim", "camau_release", "camau_reassign", "camau_comment_add", "camau_comment_resolve",
))  # fmt: skip
#: Steps that carry comments.
_REMARKS: Final = frozenset(("camau_approve", "camau_appraise", "camau_return"))


@blueprint.route("/review/<working_copy_id>")
@staff_page
def read(working_copy_id: str) -> Page:
    """Show a working copy to whoever may read it."""
    return page(act("camau_working_copy_show", id=working_copy_id))


@blueprint.route("/review/<working_copy_id>/more", methods=["POST"])
@side_page.staff_form
def more(working_copy_id: str) -> Page:
    """Show the page again as it was typed, with further boxes for comments; nothing is stored."""
    copy = act("camau_working_copy_show", id=working_copy_id)
    return page(copy, Refusal(act=act_form.read(copy["owner_org"])[0]), more=True)


@blueprint.route("/review/<working_copy_id>/<step>", methods=["POST"])
@side_page.staff_form
def step(working_copy_id: str, step: str) -> Page:
    """Take a step on the content that was read."""
    if step not in STEPS:
        return tk.abort(404)
    copy = act("camau_working_copy_show", id=working_copy_id)
    act_data, failures = act_form.read(copy["owner_org"]) if act_form.posted() and step == "camau_approve" else ({}, [])
    failures += _incomplete(step)
    if failures:
        return page(copy, Refusal(failures, step, act_data))
    try:
        result = _take(copy["id"], step, act_data)
    except tk.ValidationError as refused:
        return _refused(working_copy_id, step, refused, act_data)
    except tk.NotAuthorized:
        if copy["state"] == request.form.get("state"):
            raise
        return _too_late(copy, step)
    return _done(result, step, working_copy_id)


@blueprint.errorhandler(CSRFError)
def expired(_error: CSRFError) -> Page:
    """Show the page again as it was typed after its token ended, or to whoever has to log in again; nothing is done."""
    return side_page.shown_again(_show_again, dict(request.view_args or {}))


def _show_again(view: dict[str, Any]) -> Page:
    copy = act("camau_working_copy_show", id=view["working_copy_id"])
    return page(copy, Refusal([side_page.expired_text()], view.get("step", ""), act_form.typed(), code=400))


def _incomplete(step: str) -> list[str]:
    """Return what a form lacks before an action can be asked."""
    comments = _comments()
    if step == DISCARD and "confirm" not in request.form:
        return [tk._("Tick the box to confirm that you give this working copy up.")]
    if step in _REMARKS or step == "camau_comment_add":
        if any(not box.path for box in comments):
            return [tk._("Choose for each comment the field that it is about.")]
        if step == "camau_comment_add" and not comments:
            return [tk._("Write at least one comment.")]
    return []


def _take(copy_id: str, step: str, act_data: dict[str, Any]) -> dict[str, Any]:
    form = request.form
    if step == "camau_comment_add":
        hash_ = form.get("content_hash", "")
        return [act(step, id=copy_id, content_hash=hash_, **comment) for comment in remarks.sent(_comments())][-1]
    if step == "camau_comment_resolve":
        return act(step, id=form.get("comment_id", ""))
    return act(step, **_sent(copy_id, step, act_data))


def _comments() -> list[remarks.Typed]:
    return remarks.typed(request.form.getlist(remarks.PATH), request.form.getlist(remarks.TEXT))


def _sent(copy_id: str, step: str, act_data: dict[str, Any]) -> dict[str, Any]:
    form = request.form
    note = clean(form.get("note", ""))
    if step == DISCARD:
        return {"id": copy_id, "reason": note}
    data: dict[str, Any] = {"id": copy_id, "content_hash": form.get("content_hash", "")}
    if note:
        data["note"] = note
    if step == "camau_reassign":
        data["user"] = clean(form.get("user", ""))
    if step == "camau_return":
        data["reasons"] = form.getlist("reasons")
    if step in _REMARKS and (comments := _comments()):
        data["comments"] = remarks.sent(comments)
    if act_data:
        data["act"] = act_form.sent(act_data)
    return data


def _done(result: Mapping[str, Any], step: str, copy_id: str) -> Page:
    say(tk._("Issued.") if result.get("state") == "issued" else tk._(STEPS[step]))
    if step in _STAYS:
        return tk.redirect_to("camau_review.read", working_copy_id=copy_id)
    if result.get("state") == "issued":
        return tk.redirect_to(f"{result['type']}.read", id=result["record_id"])
    return tk.redirect_to("camau_tasks.index")


def _refused(copy_id: str, step: str, refused: tk.ValidationError, act_data: dict[str, Any]) -> Page:
    """Show why a step was refused, with what was typed, and what differs from what was read."""
    copy = act("camau_working_copy_show", id=copy_id)
    kind = conflict_of(refused)
    moved = copy["state"] != request.form.get("state", copy["state"])
    if kind == "state" or (kind not in ("hash", "claimed") and moved):
        return _too_late(copy, step)
    refusal = replace(Refusal.of(refused, step, act_data), kind=kind)
    details = details_of(refused)
    return page(copy, replace(refusal, changes=list(details.get("changes") or ()), against=details.get("against", "")))


def _too_late(copy: Mapping[str, Any], step: str) -> Page:
    """Say what has happened to the second of two clicks, or when another person was faster; change nothing."""
    message = tk._("This step is no longer open: it was taken before, by you or by someone else. See the history.")
    return page(copy, Refusal([message], step, kind="state"))
