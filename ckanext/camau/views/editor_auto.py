"""Automatic saving: the same form, posted by a script with a header; the answer is for the script.

It saves as the button "save" does, by the same lock version, and never over somebody else's work: whatever is
refused stops it, and the person is told which button to press.
"""

from __future__ import annotations

from typing import Any, Final

from flask import Response, jsonify, request
from flask_wtf.csrf import generate_csrf

import ckan.plugins.toolkit as tk

from ckanext.camau.dates import vietnamese_moment
from ckanext.camau.forms.data import Form, row_keys
from ckanext.camau.forms.fields import FILES
from ckanext.camau.forms.merge import fingerprints
from ckanext.camau.views import editing as subjects
from ckanext.camau.views import form_page
from ckanext.camau.views.editing import Editing
from ckanext.camau.views.editor_save import content_of, store
from ckanext.camau.views.support import conflict_of, reasons_of

HEADER: Final = "X-Camau-Autosave"
#: Answers of which one makes a row of files worth keeping.
_TELLING: Final = ("url", "sha256", "name", "description")


def wanted() -> bool:
    """Whether the request is an automatic save."""
    return request.method == "POST" and HEADER in request.headers


def save(editing: Editing) -> Response:
    """Save what was typed so far and say so; a new record only once it has an agency and a title."""
    form = request.form
    data = content_of(editing, form) if editing.owner_org else {}
    if not editing.record_id and not data.get("title"):
        return _answer("waiting", tk._("Automatic saving begins once an agency is chosen and a title is written."))
    try:
        copy = store(editing, form, data)
    except tk.ValidationError as refused:
        if conflict_of(refused):
            return _answer("stale", _stale_text(), 409)
        return _answer("refused", " ".join(reasons_of(refused)), 409)
    return _saved(copy, form)


def _stale_text() -> str:
    return tk._(
        "Automatic saving has stopped: this working copy was changed elsewhere. Nothing was overwritten. "
        "Press “Save draft” to compare and save."
    )


def _saved(copy: dict[str, Any], form: Form) -> Response:
    subject = subjects.from_copy(copy)
    missing = sum(1 for problem in subject.problems if problem["blocking"])
    time = vietnamese_moment(copy["modified"]).partition(" ")[0]
    return jsonify(
        {
            "state": "saved",
            "message": tk._("Saved automatically at {time}.").format(time=time),
            "lock_version": subject.lock_version,
            "base": fingerprints(subject.content),
            "index": form_page.live_index(subject, request.args.get("step") or ""),
            "missing": tk.ungettext("%(num)d missing", "%(num)d missing", missing) % {"num": missing},
            "action": form_page.address(subject, request.args.get("step") or ""),
            "file_ids": _file_ids(form, subject.content),
        }
    )


def _file_ids(form: Form, content: dict[str, Any]) -> dict[str, str]:
    """Return row key → id for the rows of files that are new here, so that the next save keeps their ids."""
    sent = {key: form.get(f"{FILES}.{key}.id", "") for key in row_keys(form, FILES)}
    files = content.get(FILES, ())
    known = {file["id"] for file in files}
    rows = [key for key, id_ in sent.items() if id_ not in known and _tells(form, key)]
    new = [file["id"] for file in files if file["id"] not in sent.values()]
    return dict(zip(rows, new, strict=True)) if len(rows) == len(new) else {}


def _tells(form: Form, key: str) -> bool:
    return any(form.get(f"{FILES}.{key}.{name}", "").strip() for name in _TELLING)


def session_ended() -> Response:
    """Answer an automatic save after the session ended."""
    return _answer(
        "session",
        tk._("Automatic saving has stopped: your session has ended. Press “Save draft”; you can log in and go on."),
        401,
    )


def token_ended() -> Response:
    """Answer an automatic save whose form lay open for too long, with a fresh token to try again once."""
    return _answer("token", tk._("The form was open for too long. Press “Save draft”."), 400, token=generate_csrf())


def not_open() -> Response:
    """Answer an automatic save of what may not be edited any more (submitted, discarded, a role that ended)."""
    return _answer(
        "closed",
        tk._("Automatic saving has stopped: this working copy cannot be edited any more. Copy your text."),
        403,
    )


def _answer(state: str, message: str, status: int = 200, **more: str) -> Response:
    answer = jsonify({"state": state, "message": message, **more})
    answer.status_code = status
    return answer
