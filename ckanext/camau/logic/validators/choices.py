"""Values that come from a code list, which the scheming field names by ``code_list``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ckanext.scheming.validation import scheming_validator

import ckan.plugins.toolkit as tk

from ckanext.camau.schemas.code_lists import code_list

_YES: Final = frozenset({"true", "on", "yes", "1"})
_NO: Final = frozenset({"false", "off", "no", "0"})


@scheming_validator
def camau_choice(field: dict[str, Any], _schema: dict[str, Any]) -> Callable[[str], str]:
    """Return a validator that lets only the codes of the field's list through."""
    codes = code_list(field["code_list"])

    def validator(value: str) -> str:
        if value not in codes:
            raise tk.Invalid(tk._('"{value}" is not in the list').format(value=value))
        return value

    return validator


def camau_yes_no(value: Any) -> str:
    """Return "true" or "false" for what forms and API clients send. :raises Invalid: neither."""
    text = str(value).strip().lower()
    if text in _YES:
        return "true"
    if text in _NO:
        return "false"
    raise tk.Invalid(tk._("Choose yes or no"))
