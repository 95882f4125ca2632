"""`/review/{working copy}/sheet` and `/dossier`: to read, to print, as PDF or Word; for whoever may read the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau.documents import case, glue_case
from ckanext.camau.forms.history import folded
from ckanext.camau.logic import dictize
from ckanext.camau.views.documents import sent
from ckanext.camau.views.side_page import shown
from ckanext.camau.views.support import Page, act

blueprint = Blueprint("camau_case", __name__)


def page(working_copy_id: str, kind: glue_case.Kind) -> Page:
    """Show a document of a case as a page that prints well."""
    return shown(_page, working_copy_id, kind)


def download(working_copy_id: str, kind: glue_case.Kind, format: str) -> Page:  # noqa: A002 - as in addresses
    """Send a document of a case as a file."""
    return shown(_download, working_copy_id, kind, format)


def _page(working_copy_id: str, kind: glue_case.Kind) -> Page:
    copy, found = _case(working_copy_id, kind)
    request.environ["__no_cache__"] = True
    extra = {"copy": copy, "case": found, "kind": kind, "body": glue_case.body(kind, found)}
    return tk.render("camau/review/printable.html", extra)


def _download(working_copy_id: str, kind: glue_case.Kind, format_: str) -> Page:
    _copy, found = _case(working_copy_id, kind)
    return sent(glue_case.file(kind, found, format_), private=True)


def _case(working_copy_id: str, kind: glue_case.Kind) -> tuple[Mapping[str, Any], case.Case]:
    copy = act("camau_working_copy_show", id=working_copy_id)
    copy = {**copy, "history": folded(copy.get("history") or ())}
    comments = act("camau_comment_list", id=copy["id"])["comments"]
    changes = _changes(copy) if kind == "dossier" else []
    return copy, glue_case.built(kind, copy, comments, changes)


def _changes(copy: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what a working copy changes; of a new record everything that it says."""
    if copy.get("base_version"):
        return act("camau_working_copy_diff", id=copy["id"])["changes"]
    return [dict(change) for change in dictize.content_changes({}, copy["data"], copy["type"])]


for _kind, _formats in (("sheet", ("pdf", "docx")), ("dossier", ("pdf",))):
    _rule = f"/review/<working_copy_id>/{_kind}"
    blueprint.add_url_rule(_rule, endpoint=_kind, view_func=page, defaults={"kind": _kind})
    for _format in _formats:
        blueprint.add_url_rule(
            f"{_rule}.{_format}", endpoint=f"{_kind}_{_format}", view_func=download,
            defaults={"kind": _kind, "format": _format},
        )  # fmt: skip
