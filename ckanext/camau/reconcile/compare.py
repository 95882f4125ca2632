"""What must be in the index, what is there, and in which way they differ. Pure.

Kinds of drift: a public record is ``missing`` from the index; a document is ``stale`` (another content than the
ledger's), has a wrong ``label`` (who may see it), or is ``extra`` (of no record, or a second one of a record); a
package ``row`` is not what was issued; a public record is not in the ``feed``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

Kind = Literal["missing", "stale", "extra", "label", "row", "feed"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True)
class Expected:
    """A record by the committed ledger and its package row."""

    record_id: str
    index_id: str
    public: bool
    labels: frozenset[str]
    issued_hash: str
    modified: datetime
    row_differs: bool = False
    outside_feed: bool = False


@dataclass(frozen=True)
class Found:
    """A document of the index."""

    record_id: str
    index_id: str
    labels: frozenset[str]
    capacity: str
    issued_hash: str
    modified: datetime | None


def drift(expected: Expected, documents: Sequence[Found]) -> Kind | None:
    """Return in which way the index differs for one record; what would show too much comes first.

    Who was never issued, or is hidden, need not be in the index: only its people would look there, and ask the row.
    """
    own = next((doc for doc in documents if doc.index_id == expected.index_id), None)
    if len(documents) > (own is not None):
        return "extra"
    if own is None:
        return "missing" if expected.public else None
    if own.labels != expected.labels or own.capacity != ("public" if expected.public else "private"):
        return "label"
    if own.issued_hash != expected.issued_hash or not same_moment(own.modified, expected.modified):
        return "stale"
    return None


def same_moment(indexed: datetime | None, written: datetime) -> bool:
    """Tell whether two moments are one; the index keeps milliseconds."""
    return indexed is not None and abs((indexed - written).total_seconds()) < 0.001  # noqa: PLR2004


def differences(expected: Mapping[str, Expected], found: Mapping[str, Sequence[Found]]) -> dict[Kind, list[str]]:
    """Return the ids of all records that differ, by kind; a record may stand under several."""
    result: dict[Kind, list[str]] = {kind: [] for kind in KINDS}
    for record_id, one in expected.items():
        if kind := drift(one, found.get(record_id, ())):
            result[kind].append(record_id)
        if one.row_differs:
            result["row"].append(record_id)
        if one.outside_feed:
            result["feed"].append(record_id)
    result["extra"] += [record_id for record_id in found if record_id not in expected]
    return {kind: ids for kind, ids in result.items() if ids}
