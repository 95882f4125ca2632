"""Takes each demo record along its route, one action after the other, as the accounts whose step it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ckanext.camau.demo import paths, source
from ckanext.camau.demo.accounts import login_of
from ckanext.camau.demo.portal import call, upload
from ckanext.camau.schemas.fields import Field, record_schema

_PAGE: Final = 100

Copy = dict[str, Any]


def standing() -> dict[str, Copy]:
    """Return the newest working copy of each record by its code, as the auditor sees them."""
    auditor, found, offset = login_of("auditor"), {}, 0
    while True:
        page = call(auditor, "camau_working_copy_list", limit=_PAGE, offset=offset)
        for copy in page["results"]:
            found.setdefault(copy["code"], copy)
        offset += _PAGE
        if offset >= page["count"]:
            return found


def is_change(copy: Copy) -> bool:
    """Say whether a working copy changes a record that was issued before."""
    return bool(copy["base_version"])


def create(record: source.DemoRecord, copies: Mapping[str, Copy]) -> Copy:
    """Write the draft of a record with its files; it names those records that are there already."""
    editor = login_of("editor", record.agency)
    data = linked(record_schema(record.type).fields, record.data, _ids(copies))
    data["resources"] = [
        {
            **{k: v for k, v in file.items() if k != "file"},
            "sha256": upload(editor, source.FILES / file["file"], record.agency),
        }
        for file in record.files
    ]
    return call(editor, "camau_working_copy_create", type=record.type, owner_org=record.agency, data=data)


def connect(record: source.DemoRecord, copies: dict[str, Copy]) -> bool:
    """Put into a draft the ids of all records that it names; say whether any was missing."""
    copy, schema = copies[record.code], record_schema(record.type)
    naming = [key for key in schema.references if key in record.data]
    if not naming or copy["state"] != "draft" or is_change(copy):
        return False
    editor = login_of("editor", record.agency)
    if "data" not in copy:
        copy = call(editor, "camau_working_copy_show", id=copy["id"])
    wanted = linked(schema.fields, {key: record.data[key] for key in naming}, _ids(copies))
    if schema.named_in(copy["data"]) == schema.named_in(wanted):
        return False
    copies[record.code] = call(
        editor,
        "camau_working_copy_update",
        id=copy["id"],
        lock_version=copy["lock_version"],
        data={**copy["data"], **wanted},
    )
    return True


def linked(fields: Mapping[str, Field], values: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    """Return values that name records by their ids instead of their codes; those without an id are left out."""
    found = dict(values)
    for name, field in fields.items():
        if name in values and field.kind == "references":
            found[name] = [ids[code] for code in values[name] if code in ids]
        elif name in values and field.row_fields:
            found[name] = [linked(field.row_fields, row, ids) for row in values[name]]
    return found


def _ids(copies: Mapping[str, Copy]) -> dict[str, str]:
    return {code: copy["record_id"] for code, copy in copies.items()}


def advance(record: source.DemoRecord, copy: Copy, until: str, reason: str | None) -> Copy:
    """Take the steps that a working copy still has before it; none for one that is closed."""
    for action in paths.rest(copy["state"], until):
        login, more = _STEPS[action](record)
        if action == "camau_return":
            more |= {"reasons": ["unclear"], "note": reason}
        copy = call(login, action, id=copy["id"], content_hash=copy["content_hash"], **more)
    return copy


def act_of(given: dict[str, Any], login: str, agency: str | None = None) -> dict[str, Any]:
    """Return an act with its signed document uploaded."""
    document = upload(login, source.DOCUMENTS / given["document"], agency)
    return {**{key: value for key, value in given.items() if key != "document"}, "file": document}


def _editor(record: source.DemoRecord) -> tuple[str, dict[str, Any]]:
    return login_of("editor", record.agency), {}


def _head(record: source.DemoRecord) -> tuple[str, dict[str, Any]]:
    return login_of("agency_head", record.agency), {}


def _approving_head(record: source.DemoRecord) -> tuple[str, dict[str, Any]]:
    head = login_of("agency_head", record.agency)
    return head, {"act": act_of(record.act, head, record.agency)} if record.act else {}


def _focal_point(_record: source.DemoRecord) -> tuple[str, dict[str, Any]]:
    return login_of("focal_point"), {}


_STEPS: Final[dict[str, Callable[[source.DemoRecord], tuple[str, dict[str, Any]]]]] = {
    "camau_submit": _editor,
    "camau_return": _head,
    "camau_approve": _approving_head,
    "camau_appraise": _focal_point,
}
