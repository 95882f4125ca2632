"""`/legal`: the register of legal bases and terms, open to everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, abort, request

import ckan.plugins.toolkit as tk

from ckanext.camau.dates import iso_date, today
from ckanext.camau.legal import basis
from ckanext.camau.pages import guest
from ckanext.camau.pages import legal as pages

blueprint = Blueprint("camau_legal", __name__)


@blueprint.route("/legal")
def index() -> str:
    """Show the documents and the terms with their validity, today or on the day that was asked for."""
    on, wrong = _day()
    shown = {"on": on.isoformat()}
    return tk.render(
        "camau/legal/index.html",
        {
            **_words(on),
            "typed": request.args.get("on", "") if wrong else "",
            "wrong": wrong,
            "documents": _get("camau_legal_basis_list", kind="document", **shown),
            "terms": _terms(on),
        },
    )


@blueprint.route("/legal/<slug>")
def read(slug: str) -> str:
    """Show a document with its provisions, or a provision: validity, what rests on it, and its history."""
    on, _wrong = _day()
    key = _key(slug)
    entry = _get("camau_legal_basis_show", key=key, on=on.isoformat())
    parts = []
    if entry["entry_kind"] == "document":
        listed = _get("camau_legal_basis_list", kind="provision", document=key, on=on.isoformat())
        by_key = {part["key"]: part for part in listed}
        parts = [by_key[name] for name in entry["provisions"]]
    return tk.render(
        "camau/legal/entry.html",
        {**_words(on), "entry": entry, "parts": parts, "history": pages.history(entry["history"])},
    )


def _terms(on: date) -> list[dict[str, Any]]:
    """Return the values of all terms with their histories; the day says only which one is in force."""
    values = _get("camau_term_list", history=True)
    in_force = {value["key"] for value in _get("camau_term_list", on=on.isoformat())}
    return [
        {**value, "in_force": value["key"] in in_force, "history": pages.history(value["history"])} for value in values
    ]


def _words(on: date) -> dict[str, Any]:
    """Return what the templates of the register say things with."""
    return {
        "on": on,
        "is_today": on == today(),
        "label": pages.label,
        "value": pages.value,
        "state": pages.state,
        "term_text": pages.term_text,
        "term_name": pages.term_name,
        "use_label": pages.use_label,
    }


def _day() -> tuple[date, bool]:
    """Return the day that the reader asked for, today if none; and whether what was typed is no day."""
    typed = iso_date(request.args.get("on", "").strip())
    if not typed:
        return today(), False
    try:
        return date.fromisoformat(typed), False
    except ValueError:
        return today(), True


def _key(slug: str) -> str:
    """Return the key of the entry that an address names."""
    for entry in _get("camau_legal_basis_list"):
        if basis.slug(entry["key"]) == slug:
            return entry["key"]
    return abort(404)


def _get(action: str, **data: Any) -> Any:
    return tk.get_action(action)(guest.context(), data)
