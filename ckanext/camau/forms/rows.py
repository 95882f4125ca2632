"""Adding, removing and moving rows by plain submit buttons, for browsers without JavaScript. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from ckanext.camau.forms.data import ROW, Form, row_keys

_VERBS: Final = ("add", "remove", "up", "down")


@dataclass(frozen=True)
class RowStep:
    """What a row button asks for: ``add:parameters``, ``remove:parameters:3``, ``up:…``, ``down:…``."""

    verb: str
    field: str
    key: str = ""

    @classmethod
    def read(cls, value: str) -> RowStep | None:
        """Return the step that a button's value names, or None for any other button."""
        verb, _, rest = value.partition(":")
        field, _, key = rest.partition(":")
        return cls(verb, field, key) if verb in _VERBS and field else None


def apply(form: Form, step: RowStep) -> list[str]:
    """Return the keys of the rows of ``step.field`` after the step, in their new order."""
    keys = row_keys(form, step.field)
    if step.verb == "add":
        return [*keys, fresh_key(keys)]
    if step.key not in keys:
        return keys
    if step.verb == "remove":
        return [key for key in keys if key != step.key]
    return _moved(keys, step)


def _moved(keys: list[str], step: RowStep) -> list[str]:
    here = keys.index(step.key)
    there = here + (-1 if step.verb == "up" else 1)
    if 0 <= there < len(keys):
        keys[here], keys[there] = keys[there], keys[here]
    return keys


def fresh_key(keys: list[str]) -> str:
    """Return a key that no row of ``keys`` has."""
    number = len(keys)
    while f"n{number}" in keys:
        number += 1
    return f"n{number}"


def with_rows(form: Form, field: str, keys: list[str]) -> Form:
    """Return a copy of the form whose rows of ``field`` are ``keys`` in that order."""
    changed: Any = form.copy()
    changed.setlist(f"{field}.{ROW}", keys)
    return changed
