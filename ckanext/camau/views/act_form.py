"""The fields of an act (văn bản): number, date, signer, signed file; what was typed is never lost."""

from __future__ import annotations

from typing import Any, Final

from flask import request

import ckan.plugins.toolkit as tk

from ckanext.camau.dates import iso_date
from ckanext.camau.forms.data import clean
from ckanext.camau.views import uploads
from ckanext.camau.views.support import one_list

FIELDS: Final = ("issuing_body", "number", "date", "signer_name", "signer_position", "effective_from")
_DATES: Final = {"date", "effective_from"}
_PREFIX: Final = "act."


def typed() -> dict[str, Any]:
    """Return the act that was posted without storing a file that came with it."""
    given = {key: clean(request.form.get(_PREFIX + key, "")) for key in FIELDS}
    act = {key: iso_date(value) if key in _DATES else value for key, value in given.items()}
    act["file"] = clean(request.form.get(f"{_PREFIX}file", ""))
    act["file_name"] = clean(request.form.get(f"{_PREFIX}file_name", ""))
    return act


def read(owner_org: str = "") -> tuple[dict[str, Any], list[str]]:
    """Return the act that was posted, its file stored, and what went wrong with the file."""
    act = typed()
    failures: list[str] = []
    upload = request.files.get(f"{_PREFIX}upload")
    if upload and upload.filename:
        stored = uploads.one(upload, owner_org, failures)
        if stored:
            act |= {"file": stored["sha256"], "file_name": stored["name"]}
    return act, failures


def sent(act: dict[str, Any]) -> dict[str, Any]:
    """Return the act as the actions take it."""
    return {key: value for key, value in act.items() if key != "file_name" and value}


def posted() -> bool:
    """Whether the form at hand had the fields of an act."""
    return f"{_PREFIX}number" in request.form


def errors(refused: tk.ValidationError) -> dict[str, list[str]]:
    """Return what a refused act lacks, by field."""
    found = refused.error_dict.get("act")
    fields = found[0] if isinstance(found, list) and found else {}
    return {str(key): one_list(value) for key, value in fields.items()} if isinstance(fields, dict) else {}
