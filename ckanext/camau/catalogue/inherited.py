"""Open cases of an agency that was merged into another one: they move to it, with a note in the audit trail.

One successor takes the whole: its cases move by themselves. Where several took parts, nobody but a person can say
whose a case is: it stays, and the focal point is told. Issued records keep their agency until they are issued anew.
Each function adds to the caller's transaction.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from ckan import model

from ckanext.camau.agencies import succession
from ckanext.camau.catalogue import audit, copies, packages
from ckanext.camau.model import Record, Upload, WorkingCopy
from ckanext.camau.outbox import queue
from ckanext.camau.workflow.permission import Actor
from ckanext.camau.workflow.states import CLOSED

ACTION: Final = "camau_case_move"


def move_due(actor: Actor) -> int:
    """Move the open cases of every agency that one other has taken over whole by today; return how many that were."""
    waiting = _by_owner()
    moved = 0
    for org_id, record_ids in waiting.items():
        heir = succession.heir(org_id)
        if heir != org_id:
            moved += _move(actor, org_id, heir, record_ids)
    return moved


def undecided() -> dict[str, int]:
    """Return the agencies that several took over, with how many open cases wait there for a person to decide."""
    split = succession.split()
    return {org_id: len(found) for org_id, found in _by_owner().items() if org_id in split}


def _by_owner() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    rows = model.Session.query(WorkingCopy.owner_org, WorkingCopy.record_id).filter(WorkingCopy.state.not_in(CLOSED))
    for org_id, record_id in rows:
        found[org_id].append(record_id)
    return found


def _move(actor: Actor, old: str, new: str, record_ids: list[str]) -> int:
    rows = {package.id: package for package in packages.lock(record_ids)}
    moved = 0
    for record_id in sorted(rows):
        copy = copies.open_copy(record_id)
        if copy is None or copy.owner_org != old:
            continue
        model.Session.refresh(copy, with_for_update=True)
        copy.owner_org = new
        _hand_over_files(copy, old)
        if model.Session.get(Record, record_id) is None:
            _move_row(rows[record_id], new)
        audit.add(
            actor, ACTION, "working_copy", copy.id, record_id=record_id, states=(copy.state, copy.state),
            content_hash=copy.content_hash, detail={"from": old, "to": new},
        )  # fmt: skip
        moved += 1
    queue.add_index(sorted(rows))
    return moved


def _hand_over_files(copy: WorkingCopy, old: str) -> None:
    """The successor may name the files that the case came with; who uploaded them stays written."""
    hashes = {row["sha256"] for row in copy.data.get("resources", ()) if row.get("sha256")}
    found = model.Session.query(Upload).filter(Upload.sha256.in_(hashes), Upload.owner_org == old)
    for upload in {row.sha256: row for row in found}.values():
        columns = {column.key: getattr(upload, column.key) for column in Upload.__table__.columns if column.key != "id"}
        model.Session.add(Upload(**{**columns, "owner_org": copy.owner_org}))


def _move_row(package: model.Package, org_id: str) -> None:
    """Move the empty row of a record that was never issued: whose it is says who may read it."""
    package.owner_org = org_id
    members = model.Session.query(model.Member).filter_by(
        table_name="package", table_id=package.id, capacity="organization"
    )
    for member in members:
        member.group_id = org_id
    model.Session.flush()
