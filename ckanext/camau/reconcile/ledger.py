"""What the committed ledger and the package rows say, in batches of one indexed query each."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa

import ckan.plugins.toolkit as tk

from ckanext.camau.catalogue.in_force import PUBLIC
from ckanext.camau.const import FEED_TYPES, RECORD_TYPES
from ckanext.camau.model.base import engine, now
from ckanext.camau.reconcile.compare import Expected
from ckanext.camau.security import labels

BATCH: Final = 1_000
_SOON: Final = timedelta(minutes=1)

_SELECT: Final = f"""
SELECT p.id, p.type, p.private, p.state, p.owner_org, p.metadata_modified, v.content_hash,
       coalesce({PUBLIC}, false) AS public, pl.version_id IS NOT NULL AS has_content,
       p.name IS DISTINCT FROM r.name OR p.title IS DISTINCT FROM pl.content ->> 'title' AS other_text
FROM package p
LEFT JOIN camau_record r ON r.record_id = p.id
LEFT JOIN LATERAL (SELECT kind, version_id FROM camau_event
                   WHERE record_id = p.id ORDER BY seq DESC LIMIT 1) e ON true
LEFT JOIN camau_version v ON v.id = e.version_id
LEFT JOIN camau_version_payload pl ON pl.version_id = v.id
WHERE p.state = 'active' OR coalesce({PUBLIC}, false)
"""  # noqa: S608 - no outside value
_BATCH: Final = sa.text(f"SELECT * FROM ({_SELECT}) AS q WHERE id > :after ORDER BY id LIMIT :limit")  # noqa: S608
_SOME: Final = sa.text(f"SELECT * FROM ({_SELECT}) AS q WHERE id = ANY(:ids)")  # noqa: S608
_AWAITED: Final = sa.text(
    "SELECT DISTINCT jsonb_array_elements_text(payload -> 'record_ids') FROM camau_outbox "
    "WHERE done_at IS NULL AND dead_at IS NULL AND kind = 'index' AND due < :soon"
)


def everything() -> Iterator[Expected]:
    """Give every record that may be in the index, ordered by id."""
    after = ""
    while True:
        with engine().connect() as connection:
            rows = connection.execute(_BATCH, {"after": after, "limit": BATCH}).mappings().all()
        yield from map(_expected, rows)
        if len(rows) < BATCH:
            return
        after = rows[-1]["id"]


def some(record_ids: Collection[str]) -> Iterator[Expected]:
    """Give those of the records that may be in the index."""
    with engine().connect() as connection:
        rows = connection.execute(_SOME, {"ids": list(record_ids)}).mappings().all()
    return map(_expected, rows)


def awaited() -> set[str]:
    """Return the records that a task of the outbox is about to index; one that was put off is not waited for."""
    with engine().connect() as connection:
        return set(connection.scalars(_AWAITED, {"soon": now() + _SOON}))


def index_id(record_id: str) -> str:
    """Return the key under which CKAN indexes a package."""
    return hashlib.md5(f"{record_id}{tk.config['ckan.site_id']}".encode()).hexdigest()  # noqa: S324 - CKAN's choice


def _expected(row: Any) -> Expected:
    public = bool(row["public"])
    controlled = row["type"] in RECORD_TYPES
    # A row that is hidden although its record is public is drift of the row: repaired, it is public in the index too.
    shown = public and row["state"] == "active" and not row["private"]
    return Expected(
        record_id=row["id"],
        index_id=index_id(row["id"]),
        public=shown or (not controlled and not row["private"]),
        labels=frozenset(labels.of(public=shown, owner_org=row["owner_org"])),
        issued_hash=(row["content_hash"] or "") if public else "",
        modified=row["metadata_modified"],
        row_differs=controlled and (public != shown or (public and bool(row["other_text"] and row["has_content"]))),
        outside_feed=public and row["type"] in FEED_TYPES and not row["has_content"],
    )
