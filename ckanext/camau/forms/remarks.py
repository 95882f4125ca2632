"""Comments on fields: the places that one can choose, what a form carries, where each stands in a form. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ckanext.camau.forms.data import clean
from ckanext.camau.forms.fields import Field
from ckanext.camau.forms.problems import Shown

PATH: Final = "comment_path"
TEXT: Final = "comment_text"
#: Empty boxes that a form offers without JavaScript.
BOXES: Final = 2
#: So many rows of one field are offered one by one; a comment on the field says the rest.
_ROWS: Final = 200
#: Columns that name a row for people.
_NAMES: Final = ("code", "column", "point", "method", "document", "name", "task", "title")


@dataclass(frozen=True)
class Place:
    """Something that a comment can be on: its path, and its label below the label of its field."""

    path: str
    label: str


@dataclass(frozen=True)
class Group:
    """A field with its rows."""

    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Typed:
    """A comment as it was typed, kept when a step is refused."""

    path: str = ""
    text: str = ""


def places(fields: Iterable[Field], data: Mapping[str, Any]) -> list[Group]:
    """Return all that can be commented on, in the order of the form."""
    return [_group(field, data.get(field.name)) for field in fields if field.kind not in ("hidden", "carried")]


def _group(field: Field, value: Any) -> Group:
    whole = Place(field.name, field.label)
    if field.kind != "rows" or not isinstance(value, list):
        return Group(field.label, (whole,))
    known = {sub.name: dict(sub.choices) for sub in field.subfields}
    rows = [Place(f"{field.name}/{i}", f"{field.label} {i + 1}: {_name(row, known)}") for i, row in enumerate(value)]
    return Group(field.label, (whole, *rows[:_ROWS]))


def _name(row: Mapping[str, Any], known: Mapping[str, Mapping[str, str]]) -> str:
    given = [str(row[name]) for name in _NAMES if row.get(name)]
    first = next((name for name in _NAMES if row.get(name)), "")
    return known.get(first, {}).get(given[0], " ".join(given[:2])) if given else "…"


def typed(paths: Sequence[str], texts: Sequence[str]) -> list[Typed]:
    """Return the boxes of a form in which something was written."""
    found = [Typed(clean(path), clean(text)) for path, text in zip(paths, texts, strict=False)]
    return [box for box in found if box.text]


def boxes(filled: Sequence[Typed], more: int = BOXES) -> list[Typed]:
    """Return the boxes to show: those filled, and empty ones behind them."""
    return [*filled, *(Typed() for _ in range(more))]


def sent(filled: Iterable[Typed]) -> list[dict[str, str]]:
    """Return comments as the actions take them."""
    return [{"path": box.path, "text": box.text} for box in filled]


def beside(problems: Mapping[str, list[Shown]], comments: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Return what stands at each input: its problems, then the comments on it, as the macro ``notes`` prints them.

    :param comments: each with its ``anchor``, the id of its input
    """
    found: dict[str, list[Any]] = {key: list(items) for key, items in problems.items()}
    for comment in comments:
        mark = {"is_comment": True, "blocking": False}
        found.setdefault(str(comment["anchor"]), []).append({**comment, **mark})
    return found
