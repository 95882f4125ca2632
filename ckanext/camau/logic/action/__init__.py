"""The actions of the extension: the product's contract (see docs/developers)."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any, Final

from ckanext.camau.logic.action import (
    agency,
    audit,
    calendar,
    catalogue,
    claim,
    comment,
    correction_ask,
    delegation,
    edition,
    edition_issue,
    file,
    legal,
    mail,
    officer,
    people,
    record,
    route,
    scan,
    submission,
    system,
    take_down,
    tasks,
    working_copy,
)

_MODULES: Final[tuple[ModuleType, ...]] = (
    working_copy, scan, route, claim, comment, submission, edition, edition_issue, catalogue, record, correction_ask,
    take_down, people, delegation, officer, tasks, system, file, legal, agency, audit, calendar, mail,
)  # fmt: skip


def own_actions() -> dict[str, Callable[..., Any]]:
    """Return every action of ours by name."""
    return {
        name: value
        for module in _MODULES
        for name, value in vars(module).items()
        if name.startswith("camau_") and callable(value)
    }
