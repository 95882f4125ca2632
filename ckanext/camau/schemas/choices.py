"""Template helpers on code lists."""

from __future__ import annotations

from typing import Any

from ckanext.camau.schemas.code_lists import code_list


def camau_code_choices(field: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the choices of a scheming field from the list that its ``code_list`` names."""
    return code_list(field["code_list"]).choices()


def camau_code_label(name: str, code: str, lang: str = "vi") -> str:
    """Return the name of a code; a code that the list does not know is its own name."""
    return code_list(name).label(code, lang)
