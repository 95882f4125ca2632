"""`/data_service/edit/{record id}/describe/{file id}`: what an OpenAPI or WSDL file of a service says, to be taken.

Nothing is taken by itself, and nothing that the file names is called.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau.files import store as files
from ckanext.camau.forms.data import clean
from ckanext.camau.forms.display import lines
from ckanext.camau.forms.fields import Field
from ckanext.camau.reading import description
from ckanext.camau.reading.limits import Unreadable
from ckanext.camau.reading.service import LARGEST, ServiceDescription
from ckanext.camau.views import editing as subjects
from ckanext.camau.views import form_page
from ckanext.camau.views.editing import Editing, load_editable
from ckanext.camau.views.editor_save import store
from ckanext.camau.views.schema_forms import fields_for
from ckanext.camau.views.support import Page, answered, conflict_of, not_found, reasons_of, say
from ckanext.camau.workflow.messages import N_, Message

blueprint = Blueprint("camau_describe", __name__)

_TYPE: Final = "data_service"
#: Where the form shows what was taken.
_STEP: Final = "technical"
#: Lists that can be taken, each with what makes two of its rows one.
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {"operations": ("method", "path"), "parameters": ("name", "location")}
_ADDRESS: Final = re.compile(r"https?://[^\s/{}]+[^\s{}]*", re.IGNORECASE)
_STALE: Final = N_(
    "Someone else changed this working copy meanwhile. What it holds now is shown; look again, then take."
)
_GONE: Final = N_("The file cannot be opened now.")


@dataclass(frozen=True)
class Offer:
    """One field: what the record has, what the file says (with a mark for what is new), how it may be taken."""

    field: Field
    kept: list[str]
    read: list[tuple[str, bool]]
    ways: tuple[str, ...]
    chosen: str

    @property
    def name(self) -> str:
        """The name of the field."""
        return self.field.name


def describe(record_type: str, record_id: str, resource_id: str) -> Page:  # noqa: ARG001 - one type has the page
    """Show what a stored file says of the service, and put what was chosen into the working copy."""
    return not_found() if tk.current_user.is_anonymous else answered(_describe, record_id, resource_id)


def _describe(record_id: str, resource_id: str) -> Page:
    editing = load_editable(_TYPE, record_id)
    named = (item for item in editing.content.get("resources") or () if item.get("id") == resource_id)
    resource = next(named, None)
    if resource is None or not files.exists(resource.get("sha256") or ""):
        raise tk.ObjectNotFound
    try:
        found = _read(resource["sha256"])
    except Unreadable as refused:
        return _page(editing, resource, {}, [refused.message.translated(tk._)])
    return _take(editing, resource, found) if request.method == "POST" else _page(editing, resource, found)


def _read(sha256: str) -> dict[str, Any]:
    """Return what the stored bytes say, by the names of the fields of a service; empty answers are left out."""
    try:
        with files.open_stored(sha256) as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(Message(_GONE)) from error
    return _content(description.read(content))


def _content(found: ServiceDescription) -> dict[str, Any]:
    answers: dict[str, Any] = {"endpoint_url": clean(found.endpoint_url), "version": clean(found.version)}
    for name in _KEYS:
        rows = ({key: clean(value) for key, value in row.items()} for row in getattr(found, name))
        answers[name] = [
            {key: value for key, value in row.items() if value} for row in rows if all(map(row.get, _KEYS[name]))
        ]
    return {name: value for name, value in answers.items() if value}


def _take(editing: Editing, resource: Mapping[str, Any], found: Mapping[str, Any]) -> Page:
    chosen = {offer.name: offer.chosen for offer in _offers(editing, found) if offer.chosen}
    if not chosen:
        return _page(editing, resource, found, [tk._("Choose what to take from the file.")])
    data = {**editing.content, **{name: _taken(editing, found, name, way) for name, way in chosen.items()}}
    try:
        copy = store(editing, request.form, data)
    except tk.ValidationError as refused:
        errors = [tk._(_STALE)] if conflict_of(refused) else reasons_of(refused)
        return _page(_now(editing), resource, found, errors)
    say(tk._("What you chose was taken from the file. Check it, then go on."))
    return tk.redirect_to(form_page.address(subjects.from_copy(copy), _STEP))


def _now(editing: Editing) -> Editing:
    copy = subjects.open_copy(editing.record_id)
    return subjects.from_copy(copy) if copy else editing


def _taken(editing: Editing, found: Mapping[str, Any], name: str, way: str) -> Any:
    if way != "add":
        return found[name]
    kept = editing.content.get(name) or []
    known = {_key(name, row) for row in kept}
    return [*kept, *(row for row in found[name] if _key(name, row) not in known)]


def _key(name: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(row.get(part) or "") for part in _KEYS[name])


def _offers(editing: Editing, found: Mapping[str, Any]) -> list[Offer]:
    fields = {item.name: item for item in fields_for(_TYPE)}
    return [_offer(fields[name], editing.content.get(name), found[name]) for name in found]


def _offer(field: Field, kept: Any, read: Any) -> Offer:
    words = form_page.words()
    if field.name not in _KEYS:
        ways = ("replace",) if read != kept and (field.name != "endpoint_url" or _ADDRESS.fullmatch(read)) else ()
        return Offer(field, lines(field, kept, words), [(read, read != kept)], ways, _chosen(field.name, ways, kept))
    known = {_key(field.name, row) for row in kept or ()}
    new = [_key(field.name, row) not in known for row in read]
    ways = () if read == kept else ("add", "replace") if kept and any(new) else ("replace",)
    shown = [*zip(lines(field, read, words), new, strict=True)]
    return Offer(field, lines(field, kept, words), shown, ways, _chosen(field.name, ways, kept))


def _chosen(name: str, ways: tuple[str, ...], kept: Any) -> str:
    """Return what was chosen; at first all that the record lacks is."""
    if request.method == "POST":
        way = request.form.get(f"take-{name}", "")
        return way if way in ways else ""
    return ways[0] if ways and (not kept or "add" in ways) else ""


def _page(
    editing: Editing, resource: Mapping[str, Any], found: Mapping[str, Any], errors: list[str] | None = None
) -> Page:
    html = tk.render(
        "camau/editor/describe.html",
        {
            "editing": editing,
            "resource": resource,
            "offers": _offers(editing, found),
            "errors": errors or [],
            "back": form_page.address(editing, _STEP),
        },
    )
    return html, 409 if errors and request.method == "POST" else 200


blueprint.add_url_rule(
    f"/{_TYPE}/edit/<record_id>/describe/<resource_id>",
    "describe",
    describe,
    defaults={"record_type": _TYPE},
    methods=["GET", "POST"],
)
