"""Values that are lists of strings: stored as JSON, they come out equal and in the same order."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from typing import Any
from uuid import UUID

from ckanext.scheming.validation import scheming_validator

import ckan.plugins.toolkit as tk

from ckanext.camau.schemas.code_lists import code_list

Flat = dict[tuple[Any, ...], Any]
Validator = Callable[[tuple[Any, ...], Flat, Flat, Any], None]
#: Takes one item and returns what is wrong with it, None when nothing is.
Check = Callable[[str], str | None]


@scheming_validator
def camau_list(field: dict[str, Any], _schema: dict[str, Any]) -> Validator:
    """Return a validator for a list of free texts."""
    return _list_validator(field, lambda _: None)


@scheming_validator
def camau_multi(field: dict[str, Any], _schema: dict[str, Any]) -> Validator:
    """Return a validator for a list of codes from the field's list, each once."""
    codes = code_list(field["code_list"])

    def check(item: str) -> str | None:
        return None if item in codes else tk._('"{value}" is not in the list').format(value=item)

    return _list_validator(field, check)


@scheming_validator
def camau_references(field: dict[str, Any], _schema: dict[str, Any]) -> Validator:
    """Return a validator for a list of record ids. Only the shape: the record may not be issued yet."""
    return _list_validator(field, _check_id)


def _check_id(item: str) -> str | None:
    try:
        ok = str(UUID(item)) == item
    except ValueError:
        ok = False
    return None if ok else tk._('"{value}" is not the id of a record').format(value=item)


def _list_validator(field: dict[str, Any], check: Check) -> Validator:
    def validator(key: tuple[Any, ...], data: Flat, errors: Flat, _: Any) -> None:
        if errors[key]:
            return
        try:
            items = as_list(data.get(key))
        except ValueError:
            errors[key].append(tk._("A list of texts is expected"))
            return
        if not items:
            _drop(field, key, data, errors)
        errors[key].extend(_problems(items, check))
        data[key] = json.dumps(items, ensure_ascii=False)

    return validator


def _drop(field: dict[str, Any], key: tuple[Any, ...], data: Flat, errors: Flat) -> None:
    """Leave an empty list out of the record, as content does. Ends the chain of validators."""
    if field.get("required"):
        errors[key].append(tk._("Choose or write at least one value"))
    data.pop(key, None)
    raise tk.StopOnError


def _problems(items: list[str], check: Check) -> list[str]:
    found = [problem for item in items if (problem := check(item))]
    found += [
        tk._('"{value}" is given twice').format(value=item) for place, item in enumerate(items) if item in items[:place]
    ]
    return found


def as_list(value: Any) -> list[str]:
    """Return a list of NFC texts for a list, one text (a form with one choice) or a list stored as JSON.

    :raises ValueError: the value is none of these
    """
    if value is None or value is tk.missing:
        return []
    if isinstance(value, str):
        value = json.loads(value) if value.startswith("[") else [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(value)
    items = (unicodedata.normalize("NFC", item).strip() for item in value)
    return [item for item in items if item]
