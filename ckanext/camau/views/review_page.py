"""What the page of a working copy shows to whoever reads or decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import request

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.forms import remarks
from ckanext.camau.forms.display import lines
from ckanext.camau.forms.fields import Field
from ckanext.camau.forms.history import folded
from ckanext.camau.forms.problems import shown
from ckanext.camau.pages import content, rows, way
from ckanext.camau.people import roles
from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.schemas.fields import record_schema
from ckanext.camau.views import references
from ckanext.camau.views.form_page import words
from ckanext.camau.views.refusal import Refusal
from ckanext.camau.views.schema_forms import fields_for
from ckanext.camau.views.support import Page, act, may, person, user_name

#: Steps of the one form of decision, in their order there, and those with a form of their own.
DECISIONS: Final = ("camau_submit", "camau_approve", "camau_appraise", "camau_return")
APART: Final = ("camau_recall", "camau_working_copy_discard")


def page(copy: Mapping[str, Any], refusal: Refusal | None = None, *, more: bool = False) -> Page:
    """Render the page of a working copy.

    :param refusal: why a step was refused, with what was typed
    :param more: offer further boxes for comments
    """
    refusal = refusal or Refusal()
    fields = references.with_titles(fields_for(copy["type"]), copy["data"])
    comments = act("camau_comment_list", id=copy["id"])["comments"]
    html = tk.render(
        "camau/review/read.html",
        {
            "copy": copy,
            "history": folded(copy.get("history") or ()),
            "way": way.way(copy["type"], copy["route"], copy["state"], copy.get("history") or ()),
            **_public(copy, fields),
            "before": _before(copy),
            "changes": act("camau_working_copy_diff", id=copy["id"])["changes"] if copy.get("base_version") else [],
            "problems": shown(copy.get("problems") or ()),
            "comments": comments,
            "closable": _closable(copy, comments),
            "decisions": [name for name in DECISIONS if may(copy, name)],
            "apart": [name for name in APART if may(copy, name)],
            "needs_act": copy["type"] == "usage_rule",
            "return_reasons": code_list("return_reason").choices(),
            "reviewers": _reviewers(copy) if may(copy, "camau_reassign") else [],
            "refusal": refusal,
            **_typed(fields, copy, more=more),
        },
    )
    return html, refusal.status


def _typed(fields: tuple[Field, ...], copy: Mapping[str, Any], *, more: bool) -> dict[str, Any]:
    """Return what was typed into the form of decision, and the places that a comment can be on."""
    form = request.form
    filled = remarks.typed(form.getlist(remarks.PATH), form.getlist(remarks.TEXT))
    return {
        "note": form.get("note", ""),
        "reasons": form.getlist("reasons"),
        "places": remarks.places(fields, copy["data"]),
        "filled": filled,
        "boxes": remarks.boxes(filled, 2 * remarks.BOXES if more else remarks.BOXES),
        "commenting": any(may(copy, name) for name in ("camau_return", "camau_approve", "camau_appraise")),
    }


def _public(copy: Mapping[str, Any], fields: tuple[Field, ...]) -> dict[str, Any]:
    """Return the content as its public page will print it, and what stands elsewhere on that page."""
    shown_ = content.shown({**copy["data"], "type": copy["type"], "id": copy["record_id"], "name": copy["record_id"]})
    named = record_schema(copy["type"]).named_in(copy["data"])
    return {
        **shown_,
        "preview_of": copy["id"],
        "hidden": references.titles_of(id_ for id_ in named if id_ not in shown_["links"]),
        "elsewhere": _elsewhere(fields, copy["data"]),
    }


def _before(copy: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the issued version that the working copy started from as the public page prints it, None for a new one."""
    if not copy.get("base_version"):
        return None
    try:
        version = act("camau_version_show", record_id=copy["record_id"], number=copy["base_version"])
    except tk.ObjectNotFound:  # its content was erased
        return None
    record = {**version["content"], "type": copy["type"], "id": copy["record_id"], "name": copy["record_id"]}
    fields = references.with_titles(fields_for(copy["type"]), record)
    offered = {(file.get("id"), file.get("sha256")) for file in record.get("resources") or ()}
    return {**content.shown(record), "elsewhere": _elsewhere(fields, record), "offered": offered, "version": version}


def _elsewhere(fields: tuple[Field, ...], data: Mapping[str, Any]) -> list[tuple[Field, list[str]]]:
    apart = rows.ELSEWHERE - {"notes", "data_items"}
    found = [(field, lines(field, data.get(field.name), words())) for field in fields if field.name in apart]
    return [(field, texts) for field, texts in found if texts]


def _closable(copy: Mapping[str, Any], comments: list[dict[str, Any]]) -> set[str]:
    """Return the ids of the open comments that the person at the browser may close; the action decides."""
    if not may(copy, "camau_comment_resolve"):
        return set()
    who = person()
    earlier = {"editor", "agency_head", "focal_point"} if who.has("focal_point") else {"editor", "agency_head"}
    reviews = who.has("focal_point") or who.has("agency_head", copy["owner_org"])
    return {
        comment["id"]
        for comment in comments
        if not comment["resolved"] and (comment["author"] == who.user_id or (reviews and comment["role"] in earlier))
    }


def _reviewers(copy: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return login and name of the others who hold the role that the state waits for."""
    head = copy["state"] == "submitted"
    held = roles.holders("agency_head", copy["owner_org"]) if head else roles.holders("focal_point")
    users = [user for user in map(model.User.get, held) if user and user.name != user_name()]
    return sorted(((user.name, user.display_name) for user in users), key=lambda item: item[1])
