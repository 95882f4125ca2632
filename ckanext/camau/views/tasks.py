"""`/tasks`: what waits for the person at the browser, and the working copies of the own agency."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau import config
from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.inbox.words import STATE_NAMES
from ckanext.camau.views.support import Page, act, person, say, staff_page
from ckanext.camau.workflow.messages import N_
from ckanext.camau.workflow.states import COPY_STATE_NAMES

blueprint = Blueprint("camau_tasks", __name__)

PAGE_SIZE: Final = 50
KINDS: Final = {
    "working_copy": N_("Record"),
    "submission": N_("Submission of several records"),
    "edition": N_("Draft decision"),
    "role": N_("Role"),
    "focal_officer": N_("Focal officer"),
    "correction": N_("Correction of a service"),
    "agency": N_("Agency"),
}


@blueprint.route("/tasks")
@staff_page
def index() -> Page:
    """Show the tasks and, below, the working copies that the filters pick."""
    chosen, wanted = filters(), task_filters()
    offset, task_offset = _offset("offset"), _offset("task_offset")
    found = act("camau_working_copy_list", **chosen, limit=PAGE_SIZE, offset=offset)
    waiting = act("camau_task_list", **wanted, limit=PAGE_SIZE, offset=task_offset)
    return tk.render(
        "camau/tasks/index.html",
        {
            "tasks": waiting["tasks"],
            "task_count": waiting["count"],
            "overdue": waiting["overdue"],
            "wanted": wanted,
            "paged": {"task_state" if key == "state" else key: value for key, value in wanted.items()},
            "task_offset": task_offset,
            "kinds": KINDS,
            "agencies": sorted(waiting["agencies"].items(), key=lambda item: item[1]),
            "state_names": STATE_NAMES,
            "copies": found["results"],
            "count": found["count"],
            "offset": offset,
            "page_size": PAGE_SIZE,
            "chosen": chosen,
            "types": RECORD_TYPES,
            "states": COPY_STATE_NAMES,
            "link": link,
            "failed_mail": failed_mail(),
            "mail": act("camau_mail_choice_show")["digest"] if config.mail() else None,
        },
    )


@blueprint.route("/tasks/digest", methods=["POST"])
@staff_page
def digest() -> Page:
    """Turn the daily digest on or off."""
    wanted = bool(request.form.get("digest"))
    act("camau_mail_choice_update", digest=wanted)
    say(tk._("The daily digest is turned on.") if wanted else tk._("The daily digest is turned off."))
    return tk.redirect_to("camau_tasks.index")


def _offset(name: str) -> int:
    return max(request.args.get(name, 0, type=int), 0)


def failed_mail() -> dict[str, Any] | None:
    """Return the mails that failed, for those who look after them."""
    who = person()
    return act("camau_mail_failure_list") if who.sysadmin or who.has("focal_point") else None


def task_filters() -> dict[str, Any]:
    """Return the filters of the tasks that the address names."""
    wanted: dict[str, Any] = {
        key: value for key in ("kind", "agency", "task_state") if (value := request.args.get(key, "").strip())
    }
    if "task_state" in wanted:
        wanted["state"] = wanted.pop("task_state")
    return wanted | {key: True for key in ("overdue", "claimed") if request.args.get(key)}


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
    """Return the page on which a task, or a working copy of the list, is taken further."""
    allowed = task.get("allowed") or ()
    if page := _PAGES.get(task.get("kind") or ""):
        return page(task)
    if "camau_working_copy_update" in allowed:
        return _form(task)
    return tk.url_for("camau_review.read", working_copy_id=task["id"])


def _edition(task: dict[str, Any]) -> str:
    step = "issue" if {"camau_edition_issue", "camau_edition_unsign"}.intersection(task["allowed"]) else "edit"
    return tk.url_for(f"camau_compose.{step}", edition_id=task["id"])


def _form(task: dict[str, Any]) -> str:
    return tk.url_for("camau_editor.edit", record_type=task["type"], record_id=task["record_id"])


#: The page of each kind of task that is no working copy.
_PAGES: Final[Mapping[str, Callable[[dict[str, Any]], str]]] = {
    "submission": lambda task: tk.url_for("camau_submission.read", submission_id=task["id"]),
    "edition": _edition,
    "role": lambda _task: tk.url_for("camau_roles.index"),
    "focal_officer": lambda task: tk.url_for("camau_officers.edit", agency=task["id"]),
    "correction": _form,
    "agency": lambda task: tk.url_for("camau_agency.read", id=task["id"]),
}
