"""A long form cut into steps, one part of the schema each; the way from one to the next. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ckanext.camau.forms.fields import Field
from ckanext.camau.forms.problems import Shown

#: The step that asks nothing: what is missing, all answers, the button that submits.
CHECK: Final = "check"
#: Every part on one page.
ALL: Final = "all"


@dataclass(frozen=True)
class Part:
    """One part of a form with the questions in it."""

    key: str
    heading: str
    fields: tuple[Field, ...]


def parts_of(schema: Mapping[str, Any], fields: Iterable[Field], label_of: Callable[[Any], str]) -> list[Part]:
    """Return the parts that ask something, in the schema's order; a field without a known part goes to the first.

    :param schema: a scheming schema with ``parts``: ``key`` and ``label``
    :param label_of: picks the language of a label
    """
    heads = {str(part["key"]): label_of(part["label"]) for part in schema["parts"]}
    grouped: dict[str, list[Field]] = {key: [] for key in heads}
    first = next(iter(heads))
    for field in fields:
        grouped[field.part if field.part in heads else first].append(field)
    return [Part(key, heading, tuple(grouped[key])) for key, heading in heads.items() if grouped[key]]


def step_of(parts: Sequence[Part], wanted: str | None) -> str:
    """Return the step that an address names; the first one for a name that means nothing."""
    known = [part.key for part in parts]
    return wanted if wanted in (*known, CHECK, ALL) else known[0]


def beside(parts: Sequence[Part], step: str) -> tuple[str, str]:
    """Return the steps before and after one, empty where there is none."""
    order = [*(part.key for part in parts), CHECK]
    if step not in order:
        return "", CHECK
    here = order.index(step)
    return order[here - 1] if here else "", order[here + 1] if here + 1 < len(order) else ""


def shown_on(parts: Sequence[Part], step: str) -> list[Part]:
    """Return the parts that a step shows."""
    return [part for part in parts if step in (ALL, part.key)]


def home_of(parts: Sequence[Part], field: str) -> str:
    """Return the step that asks a field."""
    return next((part.key for part in parts if any(item.name == field for item in part.fields)), parts[0].key)


def lacks(parts: Sequence[Part], found: Iterable[Shown]) -> dict[str, list[Shown]]:
    """Return for each part what still stands against submitting it."""
    grouped: dict[str, list[Shown]] = {part.key: [] for part in parts}
    for problem in found:
        if problem.blocking:
            grouped[home_of(parts, problem.field)].append(problem)
    return grouped
