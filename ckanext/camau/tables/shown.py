"""Which tables the public may read: those of files that the committed ledger has in force. Nobody's rank is asked."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from ckanext.camau.catalogue.in_force import NEWEST, PUBLIC
from ckanext.camau.model.base import engine

_READABLE: Final = sa.text(
    f"""SELECT EXISTS (SELECT 1 FROM {NEWEST}
    JOIN camau_version_payload p ON p.version_id = e.version_id
    JOIN camau_table t ON t.record_id = r.record_id AND t.resource_id = :id AND t.problem IS NULL
    WHERE {PUBLIC} AND p.content -> 'resources'
      @> jsonb_build_array(jsonb_build_object('id', t.resource_id, 'sha256', t.sha256)))"""  # noqa: S608 - constants
)


def readable(resource_id: str) -> bool:
    """Tell whether a resource has a table that holds the file which is issued now."""
    with engine().connect() as connection:
        return bool(connection.execute(_READABLE, {"id": resource_id}).scalar())
