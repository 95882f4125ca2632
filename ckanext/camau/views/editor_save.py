"""What the buttons of the form do: rows, searches, saving, saving and submitting."""

from __future__ import annotations

from typing import Any

from flask import request

import ckan.plugins.toolkit as tk

from ckanext.camau.forms import rows
from ckanext.camau.forms.data import Form, parse
from ckanext.camau.forms.merge import fingerprints, merge, same
from ckanext.camau.views import editing as subjects
from ckanext.camau.views import form_page, uploads
from ckanext.camau.views.editing import Editing
from ckanext.camau.views.form_page import Typed
from ckanext.camau.views.schema_forms import fields_for
from ckanext.camau.views.support import Page, act, conflict_of, details_of, reasons_of, say, warn

BUTTON = "_do"
SEARCH = "_q."


def handle(editing: Editing) -> Page:
    """Do what the pressed button says; whatever fails, the page shows what was typed."""
    if not editing.owner_org:
        return typed_as_posted(editing, tk._("Choose the agency that the record belongs to."), 409)
    form, failures = uploads.store(request.form, request.files, editing.owner_org)
    button = form.get(BUTTON, "save")
    if ":" in button:
        return _redraw(editing, form, button, failures)
    return _save(editing, form, failures, submit=button == "submit")


def _redraw(editing: Editing, form: Form, button: str, failures: list[str]) -> Page:
    """Show the form again with one row more or less, a search done, or the other person's answer taken."""
    focus = ""
    if step := rows.RowStep.read(button):
        keys = rows.apply(form, step)
        form = rows.with_rows(form, step.field, keys)
        focus = f"f-{step.field}-{len(keys) - 1}" if step.verb == "add" else f"f-{step.field}"
    data = parse(form, fields_for(editing.record_type), editing.content, empty_rows=True)
    verb, _colon, name = button.partition(":")
    if verb == "theirs":
        data[name] = editing.content.get(name, "")
    if verb in ("find", "theirs"):
        focus = f"f-{name}"
    return form_page.show(editing, _typed(form, data, errors=tuple(failures), focus=focus))


def _save(editing: Editing, form: Form, failures: list[str], *, submit: bool) -> Page:
    data = parse(form, fields_for(editing.record_type), editing.content)
    try:
        copy = _store(editing, form, data)
    except tk.ValidationError as refused:
        if conflict_of(refused):
            record_id = editing.record_id or details_of(refused)["record_id"]
            return _stale(record_id, form, data, submit=submit)
        return form_page.show(editing, _typed(form, data, errors=(*failures, *reasons_of(refused)), status=409))
    warn(failures)
    if submit and not failures:
        return _submit(copy)
    say(tk._("The draft is saved."))
    return tk.redirect_to("camau_editor.edit", record_type=copy["type"], record_id=copy["record_id"])


def _store(editing: Editing, form: Form, data: dict[str, Any]) -> dict[str, Any]:
    if editing.working_copy:
        lock = form.get("lock_version", "")
        return act(
            "camau_working_copy_update",
            id=editing.working_copy["id"],
            lock_version=int(lock) if lock.isdigit() else lock,
            data=data,
        )
    if editing.record_id:
        return act("camau_working_copy_create", record_id=editing.record_id, data=data)
    return act(
        "camau_working_copy_create",
        type=editing.record_type,
        owner_org=editing.owner_org,
        data=data,
        request_key=form.get("request_key", ""),
    )


def _submit(copy: dict[str, Any]) -> Page:
    """Submit what was just saved, by its hash; a refused one goes back to the form with its problems on top."""
    try:
        act("camau_submit", id=copy["id"], content_hash=copy["content_hash"])
    except tk.ValidationError as refused:
        warn([tk._("The draft is saved but not submitted."), *([] if copy.get("problems") else reasons_of(refused))])
        return tk.redirect_to(
            "camau_editor.edit", record_type=copy["type"], record_id=copy["record_id"], tried=1, _anchor="problems"
        )
    say(tk._("Submitted to the head of the agency."))
    return tk.redirect_to("camau_tasks.index")


def _stale(record_id: str, form: Form, data: dict[str, Any], *, submit: bool) -> Page:
    """Somebody saved meanwhile: show both, ready to be saved over the newer one."""
    copy = subjects.open_copy(record_id)
    if not copy:
        raise tk.ObjectNotFound
    now = subjects.from_copy(copy)
    merged = merge(form.get("_base", ""), data, now.content)
    if not merged.clashes and same(merged.data, now.content):  # the same button, pressed twice
        return _submit(copy) if submit else _saved_already(copy)
    message = tk._("Someone else changed this working copy while you were typing. Nothing of yours is lost.")
    typed = Typed(
        data=merged.data,
        base=fingerprints(now.content),
        lock_version=now.lock_version,
        errors=(message,),
        clashes=merged.clashes,
        taken=merged.taken,
        status=409,
    )
    return form_page.show(now, typed)


def _saved_already(copy: dict[str, Any]) -> Page:
    say(tk._("The draft is saved."))
    return tk.redirect_to("camau_editor.edit", record_type=copy["type"], record_id=copy["record_id"])


def typed_as_posted(editing: Editing, message: str = "", status: int = 400) -> Page:
    """Show the form as it was posted, without storing anything (files have to be chosen again)."""
    expired = tk._("The form was open for too long and was not saved. What you typed is here: save it again.")
    form = request.form
    data = parse(form, fields_for(editing.record_type), editing.content, empty_rows=True)
    return form_page.show(editing, _typed(form, data, errors=(message or expired,), status=status))


def _typed(form: Form, data: dict[str, Any], **more: Any) -> Typed:
    return Typed(
        data=data,
        base=form.get("_base", ""),
        lock_version=form.get("lock_version", ""),
        searches={key.removeprefix(SEARCH): form[key] for key in form if key.startswith(SEARCH)},
        **more,
    )
