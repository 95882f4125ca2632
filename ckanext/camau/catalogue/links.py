"""Links between records. A link to a record that is not public may stand in a content and is never shown."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue import public
from ckanext.camau.catalogue.in_force import NEWEST
from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.schemas.fields import record_schema
from ckanext.camau.workflow.permission import Actor

#: Ids of records are UUIDs: those in a content are read out once, however many records are asked for.
_NAMING: Final = sa.text(
    f"""SELECT r.record_id FROM {NEWEST}
    JOIN camau_version_payload p ON p.version_id = e.version_id
    WHERE r.record_id <> ALL(:ids) AND EXISTS (
      SELECT 1 FROM regexp_matches(p.content::text, '"([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})"', 'g') AS m
      WHERE m[1] = ANY(:ids))"""  # noqa: S608 - no outside value
)


def hide_unissued(records: Collection[dict[str, Any]], actor: Actor | None) -> None:
    """Drop, in place, ids of records that are not public from contents with a ``type``.

    Staff of a record's own agency and the portal roles keep seeing what the record names.
    """
    shown = [r for r in records if r.get("type") in RECORD_TYPES and not _inside(r, actor)]
    named = {id_ for record in shown for id_ in record_schema(record["type"]).named_in(record)}
    hidden = frozenset(named - set(public.issued_ids(named)))
    for record in shown:
        record.update(record_schema(record["type"]).without(record, hidden))


def _inside(record: dict[str, Any], actor: Actor | None) -> bool:
    return actor is not None and (actor.sees_all() or record.get("owner_org") in actor.agencies())


def naming(record_ids: Collection[str]) -> list[str]:
    """Return the records whose newest version names one of these: they are indexed again with them."""
    return list(model.Session.execute(_NAMING, {"ids": list(record_ids)}).scalars())
