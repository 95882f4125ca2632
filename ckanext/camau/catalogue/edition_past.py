"""What an issued edition is seen against: the edition and the catalogue before it, and its records as they are now."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, cast

import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue import in_force
from ckanext.camau.catalogue.content import Content
from ckanext.camau.catalogue.edition_content import EditionContent
from ckanext.camau.const import EDITION_TYPE
from ckanext.camau.model import Act, Edition, VersionPayload
from ckanext.camau.workflow.states import AFTER_EVENT, PUBLIC, EventKind

#: State and, while it is public, address of each record.
States = dict[str, tuple[str, str | None]]

_STATES: Final = sa.text(
    f"SELECT r.record_id, r.name, e.kind FROM {in_force.NEWEST} WHERE r.record_id = ANY(:ids)"  # noqa: S608 - no outside value
)
#: How many records of a type were public before the first event of an edition.
_SIZE_BEFORE: Final = sa.text(
    f"""SELECT count(*) FROM camau_record r
    JOIN LATERAL (SELECT kind FROM camau_event WHERE record_id = r.record_id
                  AND seq < (SELECT min(seq) FROM camau_event WHERE edition_id = :id)
                  ORDER BY seq DESC LIMIT 1) e ON true
    WHERE r.type = :type AND {in_force.PUBLIC}"""  # noqa: S608 - no outside value
)


def states(content: EditionContent) -> States:
    """Return what became of the records of an edition."""
    ids = [item.record_id for item in (*content.entries, *content.removals)]
    found: States = {}
    for record_id, name, kind in model.Session.execute(_STATES, {"ids": ids}):
        state = AFTER_EVENT[cast("EventKind", kind)]
        found[record_id] = (state, name if state in PUBLIC else None)
    return found


def previous(edition: Edition) -> dict[str, Any] | None:
    """Return ``id``, ``title``, ``number`` and ``date`` of the edition of the kind that was issued before."""
    found = (
        model.Session.query(Edition, Act)
        .join(Act, Act.id == Edition.act_id)
        .filter(Edition.kind == edition.kind, Edition.seq < edition.seq)
        .order_by(Edition.seq.desc())
        .first()
    )
    if found is None:
        return None
    before, act = found
    return {"id": before.id, "title": before.title, "number": act.number, "date": act.date.isoformat()}


def payloads(version_ids: Collection[str]) -> dict[str, Content]:
    """Return the contents of versions by id, in one query; erased ones are missing."""
    query = model.Session.query(VersionPayload).filter(VersionPayload.version_id.in_(version_ids))
    return {row.version_id: row.content for row in query}


def untouched(edition: Edition, content: EditionContent) -> int:
    """Return how many records of the catalogue stayed as they were."""
    values = {"id": edition.id, "type": EDITION_TYPE[edition.kind]}
    before = int(model.Session.execute(_SIZE_BEFORE, values).scalar_one())
    return before - sum(e.change == "changed" for e in content.entries) - len(content.removals)
