"""The history of a working copy as people read it: saves in a row by one person are one line. Pure.

Automatic saving writes a line into the audit trail for each content, as it must; thirty of them say no more than one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

_SAVE: Final = "camau_working_copy_update"


def folded(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines with ``times``; one that stands for several saves keeps its first moment and has ``until``."""
    found: list[dict[str, Any]] = []
    for entry in entries:
        last = found[-1] if found else {}
        if entry["action"] == _SAVE == last.get("action") and entry["actor"] == last.get("actor"):
            last.update(times=last["times"] + 1, until=entry["at"])
        else:
            found.append({**entry, "times": 1})
    return found
