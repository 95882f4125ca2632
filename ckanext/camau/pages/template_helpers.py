"""Helpers of the public templates."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

import ckan.plugins.toolkit as tk

from ckanext.camau import dates
from ckanext.camau.pages import errors, formats, words
from ckanext.camau.schemas.code_lists import code_list

_STYLESHEET = Path(__file__).parents[1] / "public" / "camau" / "camau.css"


@cache
def _stylesheet_mark() -> str:
    return format(int(_STYLESHEET.stat().st_mtime), "x")


def camau_stylesheet() -> str:
    """Return the address of our style sheet, another one after each change."""
    return f"{tk.h.url_for_static('/camau/camau.css')}?v={_stylesheet_mark()}"


def camau_formats(record: dict[str, Any]) -> list[str]:
    """Return the formats of a record's files, each once, in order of appearance."""
    names = [str(res.get("format") or "") for res in record.get("resources") or []]
    return list(dict.fromkeys(name for name in names if name))


def camau_phone_link(number: str | None) -> str:
    """Return the address that dials a telephone number: its first run of digits, without what was added in words."""
    found = re.search(r"\+?\d[\d\s.-]*", number or "")
    return f"tel:{re.sub(r'[^0-9+]', '', found[0])}" if found else ""


def camau_mode_label(code: str) -> str:
    """Return the name of a sharing mode."""
    return code_list("sharing_mode").label(code)


def user_image(user_id: str, size: int = 100) -> Markup:  # noqa: ARG001 - core's helper, its names
    """Show no picture of a user: core's would ask a service outside for one."""
    return Markup("")


def helpers() -> dict[str, Callable[..., Any]]:
    """Return the helpers by the names that templates use."""
    return {
        "camau_date": dates.vietnamese_date,
        "camau_when": dates.vietnamese_moment,
        "camau_number": formats.vietnamese_number,
        "camau_size": formats.file_size,
        "camau_site_name": words.site_name,
        "camau_type_label": words.type_label,
        "camau_edition_kind": words.edition_kind,
        "camau_sort_label": words.sort_label,
        "camau_act_text": words.act_text,
        "camau_error": errors.describe,
        "camau_stylesheet": camau_stylesheet,
        "camau_formats": camau_formats,
        "camau_mode_label": camau_mode_label,
        "camau_phone_link": camau_phone_link,
        "user_image": user_image,
    }
