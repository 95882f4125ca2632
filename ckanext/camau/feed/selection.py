"""Which records a page of the catalogue holds, from the ledger, in the one order that never changes: record id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.lib.search.common import SolrConnectionError

from ckanext.camau.catalogue import in_force
from ckanext.camau.const import FEED_TYPES
from ckanext.camau.feed.query import NotThereError, Query
from ckanext.camau.feed.record import FeedRecord, from_issued

_BATCH: Final = 500


@dataclass(frozen=True)
class Selection:
    """The records of one page, how many there are on all pages, and whether more follow."""

    records: list[FeedRecord]
    count: int
    has_next: bool


def select(query: Query, per_page: int) -> Selection:
    """Return the records of a page.

    :raises NotThereError: the page is beyond the last one
    :raises tk.ValidationError: Solr refuses the filter
    :raises SolrConnectionError: a filter is asked for and Solr does not answer
    """
    if query.by_solr or query.modified_since:
        found = (record for record in _candidates(query) if _matches(record, query))
        matching = sorted(found, key=lambda record: record.record_id)
        rest = [record for record in matching if record.record_id > query.after]
        start = 0 if query.after else (query.page - 1) * per_page
        count, window = len(matching), rest[start : start + per_page + 1]
    else:
        offset = 0 if query.after else (query.page - 1) * per_page
        count = in_force.count(FEED_TYPES)
        rows = in_force.page(FEED_TYPES, after=query.after or None, limit=per_page + 1, offset=offset)
        window = [from_issued(row) for row in rows]
    if not window and query.page > 1 and not query.after:
        # an answer without records would tell a harvester that they are gone; an error stops it
        raise NotThereError({"page": [tk._("The catalogue has no such page any more. Begin again with page 1.")]})
    return Selection(window[:per_page], count, len(window) > per_page)


def _matches(record: FeedRecord, query: Query) -> bool:
    return record.type in FEED_TYPES and (query.modified_since is None or record.issued_at >= query.modified_since)


def _candidates(query: Query) -> Iterator[FeedRecord]:
    """Give the records that Solr names, as the ledger holds them; all of them without a filter for Solr."""
    if query.by_solr:
        ids = list(_found_by_solr(query))
        for start in range(0, len(ids), _BATCH):
            yield from map(from_issued, in_force.find_many(ids[start : start + _BATCH]))
        return
    after: str | None = None
    while rows := in_force.page(FEED_TYPES, after=after, limit=_BATCH):
        yield from map(from_issued, rows)
        after = rows[-1].record_id


def _found_by_solr(query: Query) -> Iterator[str]:
    """Give ids as a guest would find them, whoever asks."""
    rows = min(_BATCH, tk.asint(tk.config.get("ckan.search.rows_max") or _BATCH))
    start, total = 0, 1
    while start < total:
        found = _search({"q": query.q or "*:*", "fq": query.fq, "start": start, "rows": rows})
        total, start = int(found["count"]), start + rows
        yield from (str(row["id"]) for row in found["results"])


def _search(asked: dict[str, Any]) -> dict[str, Any]:
    guest: Any = {"user": "", "auth_user_obj": None, "ignore_auth": False}
    try:
        return tk.get_action("package_search")(guest, {**asked, "fl": ["id"], "sort": "id asc", "facet": "false"})
    except SolrConnectionError:
        raise
    except (SearchError, tk.ValidationError) as error:
        message = tk._("This filter cannot be used. Leave out q and fq to read the whole catalogue.")
        raise tk.ValidationError({"fq" if asked["fq"] else "q": [message]}) from error
