"""`/review/{working copy}`: read what the public would see, then take one of the steps that the table allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau.forms.data import clean
from ckanext.camau.forms.display import lines
from ckanext.camau.forms.fields import Field
from ckanext.camau.forms.history import folded
from ckanext.camau.forms.merge import changed_since, fingerprints
from ckanext.camau.forms.problems import shown
from ckanext.camau.pages import content, rows
from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.schemas.fields import record_schema
from ckanext.camau.views import act_form, references
from ckanext.camau.views.form_page import words
from ckanext.camau.views.refusal import Refusal
from ckanext.camau.views.schema_forms import fields_for
from ckanext.camau.views.support import (
    Page,
    accept_long_forms,
    act,
    conflict_of,
    may,
    say,
    staff_page,
)
from ckanext.camau.workflow.messages import N_

blueprint = Blueprint("camau_review", __name__)
accept_long_forms(blueprint)

#: The steps with a form on this page, in their order there, and what is said once one is done.
STEPS: Final[Mapping[str, str]] = {
    "camau_submit": N_("Submitted to the head of the agency."),
    "camau_approve": N_("Approved."),
    "camau_appraise": N_("The appraisal is recorded."),
    "camau_return": N_("Returned to the editor."),
    "camau_recall": N_("Recalled: the working copy is a draft again."),
    "camau_working_copy_discard": N_("The working copy is discarded."),
}


@blueprint.route("/review/<working_copy_id>")
@staff_page
def read(working_copy_id: str) -> Page:
    """Show a working copy to whoever may read it."""
    return page(act("camau_working_copy_show", id=working_copy_id))


@blueprint.route("/review/<working_copy_id>/<step>", methods=["POST"])
@staff_page
def step(working_copy_id: str, step: str) -> Page:
    """Take a step on the content that was read."""
    if step not in STEPS:
        return tk.abort(404)
    copy = act("camau_working_copy_show", id=working_copy_id)
    act_data, failures = act_form.read(copy["owner_org"]) if act_form.posted() else ({}, [])
    if failures:
        return page(copy, Refusal(failures, step, act_data))
    try:
        result = act(step, **_sent(copy["id"], step, act_data))
    except tk.ValidationError as refused:
        return _refused(working_copy_id, step, refused, act_data)
    except tk.NotAuthorized:
        if copy["state"] == request.form.get("state"):
            raise
        return _too_late(copy, step)
    return _done(result, step)


def _sent(copy_id: str, step: str, act_data: dict[str, Any]) -> dict[str, Any]:
    form = request.form
    if step == "camau_working_copy_discard":
        return {"id": copy_id, "reason": clean(form.get("note", ""))}
    data: dict[str, Any] = {"id": copy_id, "content_hash": form.get("content_hash", "")}
    if note := clean(form.get("note", "")):
        data["note"] = note
    if step == "camau_return":
        data["reasons"] = form.getlist("reasons")
    if act_data:
        data["act"] = act_form.sent(act_data)
    return data


def _done(result: Mapping[str, Any], step: str) -> Page:
    say(tk._("Issued.") if result.get("state") == "issued" else tk._(STEPS[step]))
    if result.get("state") == "issued":
        return tk.redirect_to(f"{result['type']}.read", id=result["record_id"])
    return tk.redirect_to("camau_tasks.index")


def _refused(copy_id: str, step: str, refused: tk.ValidationError, act_data: dict[str, Any]) -> Page:
    """Show why a step was refused, with what was typed, and what differs from what was read."""
    copy = act("camau_working_copy_show", id=copy_id)
    kind = conflict_of(refused)
    if kind == "state" or (kind != "hash" and copy["state"] != request.form.get("state", copy["state"])):
        return _too_late(copy, step)
    refusal = Refusal.of(refused, step, act_data)
    return page(copy, replace(refusal, differences=_since_read(copy)) if kind == "hash" else refusal)


def _since_read(copy: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the fields that say something else than when the page was read, with what they say now."""
    changed = set(changed_since(request.form.get("_base", ""), copy["data"]))
    return [{"label": field.label, "now": texts} for field, texts in _content(copy) if field.name in changed]


def _too_late(copy: Mapping[str, Any], step: str) -> Page:
    """Say what has happened to the second of two clicks, or when another person was faster; change nothing."""
    message = tk._("This step is no longer open: it was taken before, by you or by someone else. See the history.")
    return page(copy, Refusal([message], step))


def _content(copy: Mapping[str, Any]) -> list[tuple[Field, list[str]]]:
    """Return each question with its answer as the public will read it."""
    fields = references.with_titles(fields_for(copy["type"]), copy["data"])
    return [(field, lines(field, copy["data"].get(field.name), words())) for field in fields]


def _public(copy: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content as its public page will print it, and what stands elsewhere on that page."""
    record = {**copy["data"], "type": copy["type"], "id": copy["record_id"], "name": copy["record_id"]}
    shown = content.shown(record)
    named = record_schema(copy["type"]).named_in(copy["data"])
    apart = rows.ELSEWHERE - {"notes", "data_items"}
    return {
        **shown,
        "preview_of": copy["id"],
        "hidden": references.titles_of(id_ for id_ in named if id_ not in shown["links"]),
        "elsewhere": [(field, texts) for field, texts in _content(copy) if field.name in apart and texts],
    }


def page(copy: Mapping[str, Any], refusal: Refusal | None = None) -> Page:
    """Render the page of a working copy."""
    refusal = refusal or Refusal()
    html = tk.render(
        "camau/review/read.html",
        {
            "copy": copy,
            "history": folded(copy.get("history") or ()),
            "base": fingerprints(copy["data"]),
            **_public(copy),
            "changes": act("camau_working_copy_diff", id=copy["id"])["changes"] if copy.get("base_version") else [],
            "problems": shown(copy.get("problems") or ()),
            "steps": [name for name in STEPS if may(copy, name)],
            "needs_act": copy["type"] == "usage_rule",
            "return_reasons": code_list("return_reason").choices(),
            "refusal": refusal,
            "note": request.form.get("note", ""),
            "reasons": request.form.getlist("reasons"),
        },
    )
    return html, refusal.status
