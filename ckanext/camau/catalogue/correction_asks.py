"""Corrections of issued services that the focal point asks for. Each function adds to the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue import comments
from ckanext.camau.catalogue.comments import Remark
from ckanext.camau.catalogue.places_in_content import NoPlace
from ckanext.camau.model import CorrectionAsk, Version, WorkingCopy
from ckanext.camau.workflow.permission import Actor


def ask(actor: Actor, version: Version, reason: str, remarks: Sequence[Remark]) -> CorrectionAsk:
    """Write down what the agency is asked to correct in the version that is public now."""
    row = CorrectionAsk(
        record_id=version.record_id,
        version=version.number,
        reason=reason,
        comments=[{"path": remark.path, "text": remark.text} for remark in remarks],
        asked_by=actor.user_id,
        person=actor.person,
    )
    model.Session.add(row)
    model.Session.flush()
    return row


def open_asks(record_ids: Collection[str] | None = None) -> list[CorrectionAsk]:
    """Return what is still to be corrected, oldest first: no newer version was issued since; ``None`` asks for all."""
    newer = sa.exists().where(Version.record_id == CorrectionAsk.record_id, Version.number > CorrectionAsk.version)
    query = model.Session.query(CorrectionAsk).filter(~newer)
    if record_ids is not None:
        query = query.filter(CorrectionAsk.record_id.in_(record_ids))
    return query.order_by(CorrectionAsk.at).all()


def carry_over(copy: WorkingCopy, names: Mapping[str, str]) -> None:
    """Put what the focal point said about single fields beside those of a new working copy of the record."""
    for row in open_asks([copy.record_id]):
        asker = Actor(row.asked_by, row.person)
        for one in row.comments:
            with suppress(NoPlace):
                comments.add(asker, copy, "focal_point", Remark(one["path"], one["text"]), names)


def as_dict(row: CorrectionAsk, asked_by_name: str) -> dict[str, Any]:
    """Return what is asked for as actions tell it."""
    return {
        "id": row.id,
        "record_id": row.record_id,
        "version": row.version,
        "note": row.reason,
        "comments": row.comments,
        "asked_by": row.asked_by,
        "asked_by_name": asked_by_name,
        "at": row.at.isoformat(),
    }
