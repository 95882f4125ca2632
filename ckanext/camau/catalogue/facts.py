"""Gathering the facts that gates judge by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue import dictionaries, in_force, ledger, neighbours, scanning, uploads
from ckanext.camau.catalogue.content import Content
from ckanext.camau.catalogue.validation import errors_of
from ckanext.camau.dates import today
from ckanext.camau.model import ActPublication, Record, WorkingCopy
from ckanext.camau.people import officers
from ckanext.camau.schemas.fields import RecordSchema, record_schema
from ckanext.camau.workflow.problems import Facts, Reference, Subject
from ckanext.camau.workflow.states import CLOSED


def subject_of(copy: WorkingCopy) -> Subject:
    """Return what the gates look at for a working copy."""
    schema = record_schema(copy.type)
    record = model.Session.get(Record, copy.record_id)
    scan = scanning.of_copy(copy)
    files = uploads.usable({r.get("sha256") for r in copy.data.get("resources", ())}, copy.owner_org)
    facts = Facts(
        focal_officer=officers.in_office(copy.owner_org) is not None,
        code_holder=_code_holder(copy),
        fixed_code=(record.code or "") if record else "",
        name_taken=record is None and _name_taken(copy),
        served_by_issued_service=in_force.is_named_by("data_service", "serves_datasets", copy.record_id),
        act_published=copy.type != "usage_rule" or _published(copy.record_id),
        references=references(copy.data, schema),
        files=files,
        validation=errors_of(copy.data, copy.record_id, copy.type, copy.owner_org),
        item_codes=neighbours.item_codes(_databases(copy.data)),
        similar_titles=neighbours.similar_titles(copy),
        signs=scanning.signs(scan),
        unseen_files=scan.unseen,
        dictionaries=dictionaries.findings(copy.data, files) if copy.type == "dataset" else (),
    )
    return Subject(copy.type, copy.data, schema, facts, copy.record_id)


def _databases(content: Content) -> list[str]:
    return [*content.get("serves_databases", ()), *content.get("source_databases", ())]


def _code_holder(copy: WorkingCopy) -> str:
    """Return the id of another record, issued once or being written, that has the code; empty if none."""
    code = copy.data.get("code", "")
    if not code:
        return ""
    issued = model.Session.query(Record.record_id).filter(
        Record.code_key == ledger.code_key(code), Record.record_id != copy.record_id
    )
    written = model.Session.query(WorkingCopy.record_id).filter(
        WorkingCopy.state.not_in(CLOSED),
        WorkingCopy.record_id != copy.record_id,
        sa.func.lower(WorkingCopy.data["code"].astext) == code.lower(),
    )
    found = issued.first() or written.first()
    return found[0] if found else ""


def _name_taken(copy: WorkingCopy) -> bool:
    name = copy.data.get("name")
    if not name:
        return False
    holder = model.Package.by_name(name)
    return holder is not None and holder.id != copy.record_id


def _published(record_id: str) -> bool:
    """A rule that was never issued has nothing to publish yet."""
    version = ledger.newest_version(record_id)
    if version is None or version.act_id is None:
        return True
    return model.Session.query(ActPublication).filter_by(act_id=version.act_id).first() is not None


def references(content: Content, schema: RecordSchema) -> dict[str, Reference]:
    """Return what is known of the records that a content names."""
    ids = schema.named_in(content)
    packages: Iterable[Any] = model.Session.query(model.Package.id, model.Package.type).filter(
        model.Package.id.in_(ids)
    )
    issued = {record.record_id: record for record in in_force.find_many(ids)}
    return {id_: Reference(type_, id_ in issued, _effective(issued.get(id_))) for id_, type_ in packages}


def _effective(record: in_force.IssuedRecord | None) -> bool:
    return record is not None and (record.act is None or record.act.effective_from <= today())
