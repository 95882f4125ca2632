"""Where on the form a problem belongs: from the gates' paths to the ids of inputs. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Shown:
    """A problem beside its input: ``anchor`` is the id of the input or of the group it is about."""

    anchor: str
    message: str
    label: str = ""
    legal_basis: str = ""
    blocking: bool = True
    field: str = ""
    is_comment: bool = False


def anchor(path: str) -> str:
    """Return the id of the input for a path such as ``resources/0/url``."""
    return "f-" + path.replace("/", "-")


def shown(problems: Iterable[Mapping[str, Any]]) -> list[Shown]:
    """Return the problems of a working copy with their places on the form."""
    return [
        Shown(
            anchor=anchor(str(item.get("path") or item.get("field") or "")),
            message=str(item.get("message", "")),
            label=str(item.get("label") or ""),
            legal_basis=str(item.get("legal_basis") or ""),
            blocking=bool(item.get("blocking", True)),
            field=str(item.get("field") or str(item.get("path") or "").partition("/")[0]),
        )
        for item in _without_twins(list(problems))
    ]


def _without_twins(problems: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Leave out "fill this in" where another gate says more exactly what is missing at the same place."""
    told = {str(item.get("path")) for item in problems if item.get("gate") != "required"}
    return [item for item in problems if item.get("gate") != "required" or str(item.get("path")) not in told]


def still_true(problems: Iterable[Mapping[str, Any]], stored: Mapping[str, Any], typed: Mapping[str, Any]) -> list[Any]:
    """Return the problems found in ``stored`` whose place holds the same answer in ``typed``."""
    paths = ((item, str(item.get("path") or item.get("field") or "").split("/")) for item in problems)
    return [item for item, path in paths if at(stored, path) == at(typed, path)]


def at(data: Any, path: list[str]) -> Any:
    """Return the value at a path, None where it leads nowhere."""
    for step in path:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and step.isdigit() and int(step) < len(data):
            data = data[int(step)]
        else:
            return None
    return data


def by_anchor(problems: Iterable[Shown]) -> dict[str, list[Shown]]:
    """Group the problems by the input that they stand at."""
    found: dict[str, list[Shown]] = {}
    for problem in problems:
        found.setdefault(problem.anchor, []).append(problem)
    return found
