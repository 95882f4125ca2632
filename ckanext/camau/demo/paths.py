"""Which steps lead a demo record where it shall stand. Pure."""

from __future__ import annotations

from typing import Final

from ckanext.camau.demo.source import DemoRecord

#: The actions that lead from a draft to where a working copy shall stand.
PATHS: Final[dict[str, tuple[str, ...]]] = {
    "draft": (),
    "submitted": ("camau_submit",),
    "returned": ("camau_submit", "camau_return"),
    "approved": ("camau_submit", "camau_approve"),
    "appraised": ("camau_submit", "camau_approve", "camau_appraise"),
    "issued": ("camau_submit", "camau_approve"),
}
#: How much of its path a working copy has behind it.
_DONE: Final = {"draft": 0, "submitted": 1, "returned": 2, "approved": 2, "appraised": 3, "scheduled": 3}


def rest(state: str, until: str) -> tuple[str, ...]:
    """Return the actions that a working copy still has before it; none for one that is closed."""
    done = _DONE.get(state)
    return () if done is None else PATHS[until][done:]


def goal(record: DemoRecord) -> str:
    """Return the state up to which the working copy itself is led; editions and the record do the rest."""
    by_edition = record.type in {"dataset", "database"}
    if record.until in {"suspended", "withdrawn"} or (record.until == "issued" and not by_edition):
        return "issued"
    return "appraised" if record.until in {"issued", "scheduled"} else record.until
