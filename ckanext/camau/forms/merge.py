"""Two people changed the same working copy: which answers are whose. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

#: What the server fills in for an uploaded file.
_FACTS: Final = {"url", "url_type", "size", "mimetype", "hash"}


@dataclass(frozen=True)
class Merged:
    """The outcome of a stale save.

    ``data``: what was typed, with the other's answers where only the other changed something.
    ``taken``: the fields where that happened. ``clashes``: field → the other's value, where both did.
    """

    data: dict[str, Any]
    taken: tuple[str, ...]
    clashes: dict[str, Any]


def fingerprints(data: Mapping[str, Any]) -> str:
    """Return a short mark for each answer as it was when the form was shown, to be carried by the form."""
    return json.dumps({key: mark(value) for key, value in sorted(data.items())}, separators=(",", ":"))


def mark(value: Any) -> str:
    """Return a short mark of one value; empty values have the mark of nothing."""
    if value in (None, "", [], {}):
        return ""
    text = json.dumps(_own_words(value), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _own_words(value: Any) -> Any:
    """Leave out of a row of files what the server writes itself."""
    if not isinstance(value, list):
        return value
    return [_without_facts(row) if isinstance(row, dict) and row.get("sha256") else row for row in value]


def _without_facts(row: dict[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in row.items() if key not in _FACTS}


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two contents say the same in every field."""
    return all(mark(one.get(key)) == mark(other.get(key)) for key in {*one, *other})


def merge(shown: str, typed: Mapping[str, Any], stored: Mapping[str, Any]) -> Merged:
    """Put what was typed beside what somebody else stored meanwhile.

    :param shown: the fingerprints that the form carried
    :param typed: the answers of the form
    :param stored: the content as it is now
    """
    before = _read(shown)
    data, taken, clashes = dict(typed), [], {}
    for key in sorted({*typed, *stored}):
        mine, theirs, base = mark(typed.get(key)), mark(stored.get(key)), before.get(key, "")
        if theirs in (mine, base):
            continue
        if mine == base:
            taken.append(key)
            data[key] = stored.get(key)
        else:
            clashes[key] = stored.get(key)
    return Merged({key: value for key, value in data.items() if value is not None}, tuple(taken), clashes)


def _read(shown: str) -> dict[str, str]:
    try:
        found = json.loads(shown or "{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
