"""What keeps a draft edition from being issued: records that were taken down or left the catalogue meanwhile."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue import in_force
from ckanext.camau.model import EditionDraft
from ckanext.camau.workflow.messages import N_, Message

#: Entries whose working copy is older than the take-down: putting a record back needs the full route.
_TAKEN_DOWN: Final = sa.text(
    """SELECT w.record_id, coalesce(w.data->>'title', w.data->>'code', w.record_id) AS title
    FROM camau_working_copy w
    JOIN LATERAL (SELECT kind, at FROM camau_event WHERE record_id = w.record_id ORDER BY seq DESC LIMIT 1) e ON true
    WHERE w.edition_id = :id AND w.state = 'scheduled' AND e.kind = 'taken_down' AND e.at > w.created
    ORDER BY w.record_id"""
)


def problems(draft: EditionDraft) -> dict[str, Message]:
    """Return by record id what the focal point must settle before the draft can be issued."""
    found: dict[str, Message] = {}
    for record_id, title in model.Session.execute(_TAKEN_DOWN, {"id": draft.id}):
        found[record_id] = Message(
            N_("“%(title)s” was taken down meanwhile: take it out of the draft; it comes back by the full route only."),
            {"title": title},
        )
    public = {record.record_id for record in in_force.find_many(draft.removals)}
    for record_id in draft.removals:
        if record_id not in public:
            found[record_id] = Message(
                N_("A record that is to be removed is no longer in the catalogue (%(id)s). Take it out of the draft."),
                {"id": record_id},
            )
    return found
