"""`/tasks`: what waits for the person at the browser, and the working copies of the own agency."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.views.support import Page, act, staff_page
from ckanext.camau.workflow.states import COPY_STATE_NAMES

blueprint = Blueprint("camau_tasks", __name__)

PAGE_SIZE: Final = 50


@blueprint.route("/tasks")
@staff_page
def index() -> Page:
    """Show the tasks and, below, the working copies that the filters pick."""
    chosen = filters()
    offset = request.args.get("offset", 0, type=int)
    found = act("camau_working_copy_list", **chosen, limit=PAGE_SIZE, offset=max(offset, 0))
    return tk.render(
        "camau/tasks/index.html",
        {
            "tasks": act("camau_task_list")["tasks"],
            "copies": found["results"],
            "count": found["count"],
            "offset": offset,
            "page_size": PAGE_SIZE,
            "chosen": chosen,
            "types": RECORD_TYPES,
            "states": COPY_STATE_NAMES,
            "link": link,
        },
    )


def filters() -> dict[str, Any]:
    """Return the filters of the address that name something that exists."""
    chosen: dict[str, Any] = {}
    if request.args.get("state") in COPY_STATE_NAMES:
        chosen["state"] = request.args["state"]
    if request.args.get("type") in RECORD_TYPES:
        chosen["type"] = request.args["type"]
    if request.args.get("mine"):
        chosen["mine"] = True
    return chosen


def link(task: dict[str, Any]) -> str:
    """Return the page on which a task is done."""
    allowed = task.get("allowed") or ()
    if task.get("kind") == "edition":
        step = "issue" if "camau_edition_issue" in allowed else "edit"
        return tk.url_for(f"camau_compose.{step}", edition_id=task["id"])
    if task.get("kind") == "role":
        return tk.url_for("camau_roles.index")
    if task.get("kind") == "focal_officer":
        return tk.url_for("camau_officers.edit", agency=task["id"])
    if "camau_working_copy_update" in allowed:
        return tk.url_for("camau_editor.edit", record_type=task["type"], record_id=task["record_id"])
    return tk.url_for("camau_review.read", working_copy_id=task["id"])
