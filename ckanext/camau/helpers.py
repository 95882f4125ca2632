"""Template helpers. Each capability keeps its own and is gathered here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ckanext.camau.pages import places
from ckanext.camau.pages import template_helpers as public_helpers
from ckanext.camau.schemas import choices
from ckanext.camau.views import template_helpers as staff_helpers


def get_helpers() -> dict[str, Callable[..., Any]]:
    """Return every template helper by name (prefix ``camau_``)."""
    return {
        **public_helpers.helpers(),
        "camau_place_link": places.unit_link,
        "camau_code_choices": choices.camau_code_choices,
        "camau_code_label": choices.camau_code_label,
        **staff_helpers.get_helpers(),
    }
