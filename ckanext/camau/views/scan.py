"""`/{type}/edit/{record id}/scan`: signs of personal data and of classification marks, answered and confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.forms.data import clean
from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.views.support import (
    Page,
    accept_long_forms,
    act,
    answered,
    conflict_of,
    not_found,
    one_list,
    reasons_of,
    say,
)

blueprint = Blueprint("camau_scan", __name__)
accept_long_forms(blueprint)

Typed = Mapping[str, tuple[str, str]]


def scan(record_type: str, record_id: str) -> Page:
    """Show the signs of a record that is being written, and take answers or the head's confirmation."""
    if tk.current_user.is_anonymous:
        return not_found()
    return answered(_scan, record_type, record_id)


def _scan(record_type: str, record_id: str) -> Page:
    copy = act("camau_working_copy_show", record_id=record_id)
    if copy["type"] != record_type:
        raise tk.ObjectNotFound
    return _take(copy) if request.method == "POST" else _page(copy)


def _take(copy: Mapping[str, Any]) -> Page:
    confirming = request.form.get("_do") == "confirm"
    typed = {} if confirming else _typed()
    common: dict[str, Any] = {"id": copy["id"], "content_hash": request.form.get("content_hash", "")}
    try:
        if confirming:
            act("camau_scan_confirm", **common)
        else:
            answers = [{"key": key, "answer": code, "note": note} for key, (code, note) in typed.items() if code]
            act("camau_scan_answer", **common, answers=answers)
    except tk.ValidationError as refused:
        told: dict[str, Any] = dict(refused.error_dict)
        errors = {} if conflict_of(refused) else {key: one_list(told[key])[0] for key in typed if key in told}
        return _page(copy, reasons_of(refused) if not errors else [tk._("Some answers were not taken.")], typed, errors)
    say(tk._("The answers are confirmed.") if confirming else tk._("The answers are saved."))
    return tk.redirect_to("camau_scan.scan", record_type=copy["type"], record_id=copy["record_id"])


def _typed() -> Typed:
    """Return what was chosen and typed for each sign, by its key."""
    keys = dict.fromkeys(request.form.getlist("keys"))
    return {
        key: (request.form.get(f"answer-{key}", ""), clean(request.form.get(f"note-{key}", "")).strip()) for key in keys
    }


def _page(
    copy: Mapping[str, Any],
    errors: list[str] | None = None,
    typed: Typed | None = None,
    wrong: Mapping[str, str] | None = None,
) -> Page:
    found = act("camau_scan_show", id=copy["id"])
    html = tk.render(
        "camau/editor/scan.html",
        {
            "copy": copy,
            "scan": found,
            "answer_list": code_list("scan_answer"),
            "errors": errors or [],
            "typed": typed or {},
            "wrong": wrong or {},
        },
    )
    return html, 409 if errors else 200


for _type in RECORD_TYPES:
    blueprint.add_url_rule(
        f"/{_type}/edit/<record_id>/scan", "scan", scan, defaults={"record_type": _type}, methods=["GET", "POST"]
    )
