"""Template helpers. Each capability keeps its own and is gathered here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def get_helpers() -> dict[str, Callable[..., Any]]:
    """Return every template helper by name (prefix ``camau_``)."""
    return {}
