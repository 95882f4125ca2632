"""What the input schemas are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

Schema = dict[str, Any]


def validators(*names: str) -> list[Any]:
    """Return CKAN's validators of these names."""
    return [tk.get_validator(name) for name in names]


def schema(**fields: list[Any]) -> Schema:
    """Return a schema that ignores every key that it does not name."""
    return {**fields, "__extras": validators("ignore"), "__junk": validators("ignore")}


def text(*, required: bool = False, longest: int = 10_000) -> list[Any]:
    """Return the validators of a text."""
    return [*validators("not_empty" if required else "ignore_missing"), bounded(longest)]


def bounded(longest: int) -> Callable[[Any], str]:
    """Take a text of a bounded length that PostgreSQL can hold; a list or a number is none."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or "\x00" in value:
            raise tk.Invalid(tk._("A text is expected here."))
        if len(value) > longest:
            raise tk.Invalid(tk._("At most {limit} characters.").format(limit=longest))
        return value

    return check


def number() -> list[Any]:
    """Return the validators of a natural number that PostgreSQL can hold."""
    return [*validators("ignore_missing", "natural_number_validator"), small]


def small(value: int) -> int:
    """Keep what PostgreSQL's integers can hold."""
    return min(value, 2**31 - 1)


def rows(value: Any) -> list[Any]:
    """Take a list of anything; the action judges each."""
    if not isinstance(value, list):
        raise tk.Invalid(tk._("A list of rows is expected here."))
    return value
