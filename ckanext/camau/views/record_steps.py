"""`/record/{id}/steps`: what the head of an agency and the focal point may do to an issued record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau.dates import iso_date
from ckanext.camau.forms import remarks
from ckanext.camau.forms.data import clean
from ckanext.camau.views import form_review, uploads
from ckanext.camau.views.schema_forms import fields_for
from ckanext.camau.views.support import Page, act, conflict_of, may, person, reasons_of, say, staff_page
from ckanext.camau.workflow.messages import N_

blueprint = Blueprint("camau_record_steps", __name__)

ASK: Final = "camau_correction_ask"
PUBLICATION: Final = "camau_act_publication_add"
#: What the forms on the page do, in their order there, and what is said once it is done.
_SAID: Final[Mapping[str, str]] = {
    "camau_record_suspend": N_("The service is suspended."),
    "camau_record_resume": N_("The service is in operation again."),
    "camau_record_withdraw": N_("The record is withdrawn."),
    "camau_correction_ask": N_("The agency is asked for a correction."),
    "camau_record_take_down": N_("The record is taken down."),
    PUBLICATION: N_("The place of publication is recorded."),
}


@blueprint.route("/record/<record_id>/steps")
@staff_page
def read(record_id: str) -> Page:
    """Show versions, acts and events of a record, and the forms of the allowed steps."""
    return _page(act("camau_record_show", id=record_id))


@blueprint.route("/record/<record_id>/steps/<step>", methods=["POST"])
@staff_page
def take(record_id: str, step: str) -> Page:
    """Take one step on a record."""
    if step not in _SAID:
        return tk.abort(404)
    record = act("camau_record_show", id=record_id)
    typed = {key: clean(value) for key, value in request.form.items()}
    failures: list[str] = []
    upload = request.files.get("upload")
    if upload and upload.filename and (stored := uploads.one(upload, "", failures)):
        typed |= {"document": stored["sha256"], "document_name": stored["name"]}
    if failures:
        return _page(record, step, typed, failures, 409)
    try:
        act(step, **_sent(record_id, step, typed))
    except tk.ValidationError as refused:
        return _page(act("camau_record_show", id=record_id), step, typed, _why(refused), 409)
    say(tk._(_SAID[step]))
    return tk.redirect_to("camau_record_steps.read", record_id=record_id)


def _comments() -> list[remarks.Typed]:
    return remarks.typed(request.form.getlist(remarks.PATH), request.form.getlist(remarks.TEXT))


def _sent(record_id: str, step: str, typed: Mapping[str, str]) -> dict[str, Any]:
    if step == PUBLICATION:
        return {"act_id": typed.get("act_id", ""), "url": typed.get("url", ""), "date": iso_date(typed.get("date", ""))}
    if step == ASK:
        return {"id": record_id, "note": typed.get("reason", ""), "comments": remarks.sent(_comments())}
    data = {"id": record_id, "reason": typed.get("reason", "")}
    typed = {**typed, "document": typed.get("document") or typed.get("document_text", "")}
    return data | {key: typed[key] for key in ("document", "successor", "erase") if typed.get(key)}


def _why(refused: tk.ValidationError) -> list[str]:
    if conflict_of(refused) == "state":
        return [tk._("This step is no longer open: it was taken before, by you or by someone else. See the history.")]
    return reasons_of(refused)


def _page(
    record: Mapping[str, Any],
    step: str = "",
    typed: Mapping[str, str] | None = None,
    errors: list[str] | None = None,
    status: int = 200,
) -> Page:
    steps = [name for name in _SAID if may(record, name)]
    if "working_copy" not in record:  # the action tells it only to those inside
        raise tk.ObjectNotFound
    html = tk.render(
        "camau/record_steps/read.html",
        {
            "record": record,
            "steps": steps,
            "acts": _acts(record),
            "asked": form_review.asked(record["id"]),
            **(_boxes(record) if ASK in steps else {}),
            "publishes": _publishes(record["owner_org"]),
            "tried": step,
            "typed": typed or {},
            "errors": errors or [],
            "rules": act("package_search", fq="+dataset_type:usage_rule", rows=500)["results"]
            if record["type"] == "usage_rule"
            else [],
        },
    )
    return html, status


def _boxes(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the boxes for comments on the fields of what is public now."""
    number = max(int(version["number"]) for version in record["versions"])
    content = act("camau_version_show", record_id=record["id"], number=number)["content"]
    return {"places": remarks.places(fields_for(record["type"]), content), "boxes": remarks.boxes(_comments())}


def _acts(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the acts of all versions, newest first, each once."""
    acts = {version["act"]["id"]: version["act"] for version in record["versions"] if version["act"]}
    return list(reversed(acts.values()))


def _publishes(owner_org: str) -> bool:
    """Whether to offer the form for the place of publication; the action decides."""
    who = person()
    return who.has("focal_point") or who.has("issuing_clerk") or who.has("agency_head", owner_org)
