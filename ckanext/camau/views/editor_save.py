"""What the buttons of the form do: rows, searches, saving, going to another step, submitting."""

from __future__ import annotations

import re
from typing import Any, Final

from flask import request

import ckan.plugins.toolkit as tk

from ckanext.camau.dates import vietnamese_moment
from ckanext.camau.forms import parts as steps
from ckanext.camau.forms import rows
from ckanext.camau.forms.data import Form, parse, with_references
from ckanext.camau.forms.merge import fingerprints, merge, same
from ckanext.camau.views import editing as subjects
from ckanext.camau.views import form_page, references, side_page, uploads
from ckanext.camau.views.editing import Editing
from ckanext.camau.views.form_page import Typed
from ckanext.camau.views.schema_forms import fields_for, parts_for
from ckanext.camau.views.support import Page, act, conflict_of, details_of, person, reasons_of, say, warn

BUTTON: Final = "_do"
SEARCH: Final = "_q."
#: Whose answer is kept where two people changed the same field: ``mine`` or ``theirs``.
_PICK: Final = "_pick."
#: Buttons that save and then show another step.
_MOVES: Final = ("next", "back", "go")
#: Buttons that save and then lead to a page of their own: its endpoint, and what the button names there.
_LEAVES: Final = {
    "paste": ("camau_paste.paste", "field"),
    "describe": ("camau_describe.describe", "resource_id"),
    "dictionary": ("camau_dictionary.edit", "resource_id"),
}
_ANCHOR: Final = re.compile(r"[\w.-]*")


def handle(editing: Editing) -> Page:
    """Do what the pressed button says; whatever fails, the page shows what was typed."""
    if not editing.owner_org:
        return typed_as_posted(editing, tk._("Choose the agency that the record belongs to."), 409)
    form, failures = uploads.store(request.form, request.files, editing.owner_org)
    button = form.get(BUTTON, "save")
    if ":" in button and button.partition(":")[0] not in (*_MOVES, *_LEAVES):
        return _redraw(editing, form, button, failures)
    return _save(editing, form, button, failures)


def content_of(editing: Editing, form: Form, *, empty_rows: bool = False) -> dict[str, Any]:
    """Return the whole content that a posted form means, with records that it names by their titles put as ids."""
    fields = fields_for(editing.record_type)
    data = parse(form, fields, editing.content, empty_rows=empty_rows)
    for name in (field.name for field in fields if form.get(_PICK + field.name) == "theirs"):
        data[name] = editing.content.get(name, "")
    written = {name.partition(".")[0] for name, value in form.items() if name.endswith(".add") and value.strip()}
    if not written:
        return data
    return with_references(data, references.with_all(f for f in fields if f.name in written))


def _redraw(editing: Editing, form: Form, button: str, failures: list[str]) -> Page:
    """Show the form again with one row more or less, a search done, or the other person's answer taken."""
    focus = ""
    if step := rows.RowStep.read(button):
        keys = rows.apply(form, step)
        form = rows.with_rows(form, step.field, keys)
        focus = f"f-{step.field}-{len(keys) - 1}" if step.verb == "add" else f"f-{step.field}"
    data = content_of(editing, form, empty_rows=True)
    verb, _colon, name = button.partition(":")
    if verb == "theirs":
        data[name] = editing.content.get(name, "")
    if verb in ("find", "theirs"):
        focus = f"f-{name}"
    return form_page.show(editing, _typed(form, data, errors=tuple(failures), focus=focus))


def _save(editing: Editing, form: Form, button: str, failures: list[str]) -> Page:
    data = content_of(editing, form)
    if _only_leafing(editing, data, button):
        return _moved(editing, button)
    try:
        copy = store(editing, form, data)
    except tk.ValidationError as refused:
        if conflict_of(refused):
            record_id = editing.record_id or details_of(refused)["record_id"]
            return _stale(record_id, form, data, button)
        return form_page.show(editing, _typed(form, data, errors=(*failures, *reasons_of(refused)), status=409))
    if failures:
        return _saved_without_files(copy, failures)
    return _submit(copy) if button == "submit" else _saved(copy, button)


def _only_leafing(editing: Editing, data: dict[str, Any], button: str) -> bool:
    """Whether somebody leafs through a form that has nothing stored yet, and has typed nothing either."""
    verb = button.partition(":")[0]
    moves = verb in _MOVES or (verb in _LEAVES and editing.record_id)
    return bool(moves) and not editing.working_copy and same(data, editing.content)


def store(editing: Editing, form: Form, data: dict[str, Any]) -> dict[str, Any]:
    """Save the content as the working copy of the subject, made now if there is none; return it.

    :raises ValidationError: refused, or somebody saved meanwhile
    """
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


def _saved(copy: dict[str, Any], button: str) -> Page:
    if button == "preview":
        return tk.redirect_to("camau_review.read", working_copy_id=copy["id"])
    if button.partition(":")[0] not in (*_MOVES, *_LEAVES):
        say(tk._("The draft is saved."))
    return _moved(subjects.from_copy(copy), button)


def _moved(editing: Editing, button: str) -> Page:
    """Go to the step that a button names: the next, the one before, a certain one and an input on it, or the same."""
    parts = parts_for(editing.record_type, fields_for(editing.record_type))
    step = steps.step_of(parts, request.args.get("step"))
    verb, _colon, place = button.partition(":")
    if verb in _LEAVES:
        endpoint, name = _LEAVES[verb]
        return tk.redirect_to(endpoint, record_type=editing.record_type, record_id=editing.record_id, **{name: place})
    wanted, _colon, anchor = place.partition(":")
    if verb == "go":
        step = steps.step_of(parts, wanted)
    elif verb in ("back", "next"):
        step = steps.beside(parts, step)[verb == "next"] or step
    more = {"_anchor": anchor} if anchor and _ANCHOR.fullmatch(anchor) else {}
    return tk.redirect_to(form_page.address(editing, step, **more))


def _saved_without_files(copy: dict[str, Any], failures: list[str]) -> Page:
    """Say which files were refused, on the step at hand; all that was typed is stored."""
    warn([*failures, tk._("Everything else on this page is saved.")])
    return _moved(subjects.from_copy(copy), "save")


def _submit(copy: dict[str, Any]) -> Page:
    """Submit what was just saved, by its hash; a refused one goes to the last step with its problems on top."""
    try:
        act("camau_submit", id=copy["id"], content_hash=copy["content_hash"])
    except tk.ValidationError as refused:
        warn([tk._("The draft is saved but not submitted."), *([] if copy.get("problems") else reasons_of(refused))])
        return tk.redirect_to(form_page.address(subjects.from_copy(copy), steps.CHECK, tried=1, _anchor="problems"))
    say(tk._("Submitted to the head of the agency."))
    return tk.redirect_to("camau_tasks.index")


def _stale(record_id: str, form: Form, data: dict[str, Any], button: str) -> Page:
    """Somebody saved meanwhile: show both, ready to be saved over the newer one."""
    copy = subjects.open_copy(record_id)
    if not copy:
        raise tk.ObjectNotFound
    now = subjects.from_copy(copy)
    merged = merge(form.get("_base", ""), data, now.content)
    if not merged.clashes and same(merged.data, now.content):  # the same button, pressed twice
        return _submit(copy) if button == "submit" else _saved(copy, button)
    message = _who_was_first(copy)
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


def _who_was_first(copy: dict[str, Any]) -> str:
    last = (copy.get("history") or [{}])[-1]
    name = last.get("actor_name") or tk._("Someone else")
    if last.get("actor") == person().user_id:
        name = tk._("You yourself, in another window,")
    text = tk._("{name} changed this working copy at {time}, while you were typing. Nothing of yours is lost.")
    return text.format(name=name, time=vietnamese_moment(last.get("at") or copy["modified"]))


def typed_as_posted(editing: Editing, message: str = "", status: int = 400) -> Page:
    """Show the form as it was posted, without storing anything (files have to be chosen again)."""
    data = content_of(editing, request.form, empty_rows=True)
    return form_page.show(
        editing, _typed(request.form, data, errors=(message or side_page.expired_text(),), status=status)
    )


def _typed(form: Form, data: dict[str, Any], **more: Any) -> Typed:
    return Typed(
        data=data,
        base=form.get("_base", ""),
        lock_version=form.get("lock_version", ""),
        searches={key.removeprefix(SEARCH): form[key] for key in form if key.startswith(SEARCH)},
        **more,
    )
