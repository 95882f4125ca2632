"""Correction decisions of an edition: appended to the ledger, shown beside what they correct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ckan import model

from ckanext.camau.catalogue import audit
from ckanext.camau.catalogue.content import text
from ckanext.camau.model import Act, Edition, EditionCorrection, EditionEntry
from ckanext.camau.workflow.permission import Actor


class Foreign(ValueError):
    """A record that does not stand in the edition."""


def rows(edition: Edition, given: Sequence[Any]) -> list[dict[str, str]]:
    """Return what is corrected of single entries; rows without a text are left out.

    :raises Foreign: a record does not stand in the edition
    """
    known = {id_ for (id_,) in model.Session.query(EditionEntry.record_id).filter_by(edition_id=edition.id)}
    found: list[dict[str, str]] = []
    for row in given:
        source: Mapping[str, Any] = row if isinstance(row, Mapping) else {}
        record_id, words = str(source.get("record_id") or ""), text(source.get("text") or "")
        if record_id not in known:
            raise Foreign(record_id)
        if words:
            found.append({"record_id": record_id, "text": words})
    return found


def add(actor: Actor, edition: Edition, act: Act, words: str, records: list[dict[str, str]]) -> EditionCorrection:
    """Append a correction to the ledger and write it into the audit trail."""
    correction = EditionCorrection(
        edition_id=edition.id, act_id=act.id, text=text(words), records=records, recorded_by=actor.user_id
    )
    model.Session.add(correction)
    model.Session.flush()
    audit.add(
        actor, "camau_correction_record", "edition", edition.id, states=("issued", "issued"),
        content_hash=edition.edition_hash, detail={"act": act.number, "records": [r["record_id"] for r in records]},
    )  # fmt: skip
    return correction


def of(edition_id: str) -> list[EditionCorrection]:
    """Return the corrections of an edition, oldest first."""
    return model.Session.query(EditionCorrection).filter_by(edition_id=edition_id).order_by(EditionCorrection.seq).all()
