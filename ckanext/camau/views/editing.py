"""What is being edited: the open working copy, the issued content that a change starts from, or nothing yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.camau.views.support import act, may, person
from ckanext.camau.workflow.states import CLOSED


@dataclass(frozen=True)
class Editing:
    """The subject of a form. ``working_copy`` is empty until the first save."""

    record_type: str
    record_id: str = ""
    owner_org: str = ""
    agency: str = ""
    working_copy: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def lock_version(self) -> str:
        """The version of the working copy that the form shows, empty while there is none."""
        return str(self.working_copy.get("lock_version", ""))

    @property
    def problems(self) -> list[dict[str, Any]]:
        """What the gates found in the stored content."""
        return list(self.working_copy.get("problems") or ())


def load(record_type: str, record_id: str) -> Editing:
    """Return what a person who opens the form of a record may edit or see.

    :raises ObjectNotFound: there is no such record, or it is none of this person's business
    """
    copy = open_copy(record_id)
    found = from_copy(copy) if copy else _from_issued(record_id)
    if found.record_type != record_type:
        raise tk.ObjectNotFound
    return found


def load_editable(record_type: str, record_id: str) -> Editing:
    """Return what a person may edit, as ``load`` does.

    :raises ObjectNotFound: as well for whoever may see the working copy but not change it
    """
    found = load(record_type, record_id)
    if found.working_copy and not may(found.working_copy, "camau_working_copy_update"):
        raise tk.ObjectNotFound
    return found


def open_copy(record_id: str) -> dict[str, Any]:
    """Return the open working copy of a record, empty if there is none to be seen."""
    try:
        found = act("camau_working_copy_show", record_id=record_id)
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return {}
    return {} if found["state"] in CLOSED else found


def from_copy(copy: dict[str, Any]) -> Editing:
    """Return the subject of a form on an open working copy."""
    return Editing(
        record_type=copy["type"],
        record_id=copy["record_id"],
        owner_org=copy["owner_org"],
        agency=copy.get("agency") or "",
        working_copy=copy,
        content=dict(copy.get("data") or {}),
    )


def _from_issued(record_id: str) -> Editing:
    try:
        found = issued(record_id)
    except tk.NotAuthorized as refused:
        raise tk.ObjectNotFound from refused
    if not person().has("editor", found.owner_org):
        raise tk.ObjectNotFound
    return found


def issued(record_id: str) -> Editing:
    """Return what was issued last of a record, whoever asks.

    :raises ObjectNotFound: nothing was ever issued, or it is not public and not of one's own agency
    """
    record = act("camau_record_show", id=record_id)
    package = act("package_show", id=record["id"])
    if not record.get("versions"):
        raise tk.ObjectNotFound
    number = max(int(version["number"]) for version in record["versions"])
    version = act("camau_version_show", record_id=record["id"], number=number)
    return Editing(
        record_type=record["type"],
        record_id=record["id"],
        owner_org=package["owner_org"],
        agency=(package.get("organization") or {}).get("title") or "",
        content=dict(version["content"]),
    )


def blank(record_type: str, owner_org: str = "") -> Editing:
    """Return the subject of an empty form.

    :raises NotAuthorized: if the person writes for no agency
    """
    if not agencies():
        raise tk.NotAuthorized(tk._("Only an editor of an agency may describe a new record."))
    return Editing(record_type=record_type, owner_org=owner_org)


def agencies() -> list[tuple[str, str]]:
    """Return id and title of the agencies that the person at the browser writes for, by title."""
    written = person().agencies("editor")
    found = [(org, act("organization_show", id=org, include_datasets=False)["title"]) for org in written]
    return sorted(found, key=lambda item: item[1])
