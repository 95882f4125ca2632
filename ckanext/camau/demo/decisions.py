"""What follows the working copies: editions, suspended and withdrawn records, changes to issued records."""

from __future__ import annotations

from typing import Any

from ckanext.camau.demo import routes, source
from ckanext.camau.demo.accounts import login_of
from ckanext.camau.demo.portal import call, upload


def edition(wanted: source.DemoEdition, copies: dict[str, routes.Copy]) -> bool:
    """Compose an edition and issue it if it has an act; say whether there was anything to do."""
    focal_point = login_of("focal_point")
    known = {e["title"]: e for e in call(focal_point, "camau_edition_list", kind=wanted.kind)}
    found = known.get(wanted.title)
    if found and (found["state"] == "issued" or wanted.act is None):
        return False
    if found is None:
        found = call(
            focal_point,
            "camau_edition_create",
            kind=wanted.kind,
            title=wanted.title,
            entries=[copies[r.code]["record_id"] for r in source.records() if r.edition == wanted.key],
            removals=[copies[code]["record_id"] for code in wanted.removals],
        )
    if wanted.act:
        _issue(found["id"], wanted.act)
    return True


def _issue(edition_id: str, given: dict[str, Any]) -> None:
    clerk = login_of("issuing_clerk")
    shown = call(clerk, "camau_edition_show", id=edition_id)
    act = routes.act_of(given, clerk)
    call(clerk, "camau_edition_issue", id=edition_id, edition_hash=shown["edition_hash"], act=act)


def end(record: source.DemoRecord, record_id: str) -> bool:
    """Suspend or withdraw a service that is public; say whether it still was."""
    head = login_of("agency_head", record.agency)
    if record.until not in {"suspended", "withdrawn"}:
        return False
    if call(head, "camau_record_show", id=record_id)["state"] != "issued":
        return False
    if record.until == "suspended":
        call(
            head, "camau_record_suspend", id=record_id, reason=record.reason, document=source.load("acts")["suspension"]
        )
    else:
        document = upload(head, source.WITHDRAWAL, record.agency)
        call(head, "camau_record_withdraw", id=record_id, reason=record.reason, document=document)
    return True


def change(wanted: source.DemoChange, copy: routes.Copy) -> bool:
    """Open a working copy of an issued record and lead it as far as it goes; say whether it was missing."""
    record = next(r for r in source.records() if r.code == wanted.code)
    if copy["state"] == wanted.until:
        return False
    if copy["state"] == "issued":
        editor = login_of("editor", record.agency)
        issued = call(editor, "camau_working_copy_show", id=copy["id"])["data"]
        data = {**issued, **wanted.data}
        copy = call(editor, "camau_working_copy_create", record_id=copy["record_id"], data=data)
    routes.advance(record, copy, wanted.until, wanted.reason)
    return True
