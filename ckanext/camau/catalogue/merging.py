"""Two people changed the same working copy: what both changed, and a proposal that keeps what each did. Pure.

Three contents: the one that both started from, the one that is stored now (theirs), the one that was sent (mine).
Rows of a repeating field are merged one by one where what they are known by tells them apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

from ckanext.camau.catalogue.content import Content

#: Columns by which a row is known; files by their id.
_KEYS: Final = ("id", "code", "column", "point", "document", "name", "task")

Row = dict[str, Any]


@dataclass(frozen=True)
class Merged:
    """``content``: the proposal; where both changed something it says mine. ``both``: the fields where they did."""

    content: Content
    both: tuple[str, ...]


def merge(base: Content | None, theirs: Content, mine: Content) -> Merged:
    """Merge two changes of one content.

    :param base: what both started from; without it every field that differs counts as changed by both
    """
    content: Content = {}
    both: list[str] = []
    for name in dict.fromkeys((*mine, *theirs)):
        value, clash = _merged(base.get(name) if base is not None else None, theirs.get(name), mine.get(name), base)
        if clash:
            both.append(name)
        if value not in (None, "", []):
            content[name] = value
    return Merged(content, tuple(both))


def _merged(base: Any, theirs: Any, mine: Any, known: Content | None) -> tuple[Any, bool]:
    """Return what a field says after both changes, and whether both changed the same."""
    if theirs == mine:
        return mine, False
    if known is None:
        return mine, True
    if mine == base:
        return theirs, False
    if theirs == base:
        return mine, False
    rows = _merged_rows(base, theirs, mine)
    return (rows, False) if rows is not None else (mine, True)


def _merged_rows(base: Any, theirs: Any, mine: Any) -> list[Row] | None:
    """Return the rows that both changes leave; None if they touch the same row, or rows are not told apart."""
    key = next((k for k in _KEYS if all(_tells_apart(side, k) for side in (base, theirs, mine))), None)
    if key is None:
        return None
    before, other, own = (_by(side, key) for side in (base, theirs, mine))
    found: list[Row] = []
    for name in dict.fromkeys((*other, *own)):
        was, one, two = before.get(name), other.get(name), own.get(name)
        if one != two and was not in (one, two):
            return None
        row = two if one == was else one
        if row is not None:
            found.append(row)
    return found


def _tells_apart(rows: Any, key: str) -> bool:
    if not rows:
        return True
    if not isinstance(rows, list):
        return False
    values = [cast("Row", row).get(key) if isinstance(row, dict) else None for row in cast("list[Any]", rows)]
    return all(isinstance(value, str) and value for value in values) and len(set(values)) == len(values)


def _by(rows: Any, key: str) -> dict[str, Row]:
    return {row[key]: row for row in cast("list[Row]", rows or [])}
