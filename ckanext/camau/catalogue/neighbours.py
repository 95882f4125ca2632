"""What other records say that a gate asks about: codes of data items, titles of other agencies."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue import in_force, similar
from ckanext.camau.model import WorkingCopy
from ckanext.camau.workflow.states import CLOSED

_ISSUED_TITLES: Final = sa.text(
    "SELECT title FROM package WHERE type = :type AND owner_org <> :owner_org AND title <> '' AND camau_is_issued(id)"
)


def item_codes(database_ids: Collection[str]) -> frozenset[str]:
    """Return the codes (casefolded) of the data items of databases, as issued and as they are being written."""
    issued = [record.content for record in in_force.find_many(database_ids)]
    written = model.Session.scalars(_open(WorkingCopy.data).where(WorkingCopy.record_id.in_(database_ids)))
    contents = [*issued, *written]
    return frozenset(
        str(item["code"]).casefold()
        for content in contents
        for item in content.get("data_items", ())
        if item.get("code")
    )


def similar_titles(copy: WorkingCopy) -> tuple[str, ...]:
    """Return the titles of other agencies' records of the type that nearly equal this one's.

    What is issued is named; what another agency is only writing gives one empty text, as nobody else may know of it.
    """
    title = str(copy.data.get("title") or "")
    if not title:
        return ()
    values = {"type": copy.type, "owner_org": copy.owner_org}
    named = similar.near(title, model.Session.scalars(_ISSUED_TITLES, values))
    others = _open(WorkingCopy.data["title"].astext).where(
        WorkingCopy.type == copy.type, WorkingCopy.owner_org != copy.owner_org
    )
    hidden = [one for one in similar.near(title, filter(None, model.Session.scalars(others))) if one not in named]
    return (*named, "") if hidden else tuple(named)


def _open(column: Any) -> sa.Select[Any]:
    return sa.select(column).where(WorkingCopy.state.not_in(CLOSED))
