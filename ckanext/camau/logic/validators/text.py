"""Single values: text in NFC, codes, addresses, dates. Each returns the value, or raises ``Invalid``."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

import ckan.plugins.toolkit as tk

_CODE: Final = re.compile(r"[A-Z0-9]+(?:[.\-][A-Z0-9]+)*")
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}")
_PARTIAL_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_PHONE: Final = re.compile(r"[\d+(](?:\D*\d){2}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
#: Control characters that no text of ours holds; tab and line breaks are let through.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MAX_CODE: Final = 64


def camau_text(value: str) -> str:
    """Return text as NFC without space at its ends, so that one word is one sequence of characters.

    :raises Invalid: the text holds control characters
    """
    if _CONTROL.search(value):
        raise tk.Invalid(tk._("The text contains control characters"))
    return unicodedata.normalize("NFC", value).strip()


def camau_code(value: str) -> str:
    """Return the code of a record or agency.

    :raises Invalid: anything but groups of A-Z and 0-9 joined by a dot or a hyphen
    """
    code = value.strip()
    if len(code) > _MAX_CODE or not _CODE.fullmatch(code):
        raise tk.Invalid(tk._("A code has capital letters without marks, digits, dots and hyphens only"))
    return code


def camau_email(value: str) -> str:
    """Return an e-mail address. :raises Invalid: it is none."""
    if not _EMAIL.fullmatch(value):
        raise tk.Invalid(tk._("This is not an e-mail address"))
    return value


def camau_phone(value: str) -> str:
    """Return a telephone number as people write it. :raises Invalid: no digit, + or ( at its beginning, too few."""
    if not _PHONE.match(value):
        raise tk.Invalid(tk._("A telephone number begins with a digit, + or ( and has at least 3 digits."))
    return value


def camau_http_url(value: str) -> str:
    """Return a web address. :raises Invalid: neither http nor https, no host, user data, spaces."""
    if not is_http_url(value):
        raise tk.Invalid(tk._("Only addresses that begin with http:// or https:// are accepted"))
    return value


def is_http_url(value: str) -> bool:
    """Say whether a text is an address that may be shown as a link."""
    if any(character.isspace() for character in value):
        return False
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and "@" not in parts.netloc


def camau_file_url(key: tuple[Any, ...], data: dict[Any, Any], errors: dict[Any, Any], _: Any) -> None:
    """Check the address of a resource; an uploaded file has its name there and needs no check."""
    row = key[:-1]
    if data.get((*row, "url_type")) == "upload" or isinstance(data.get((*row, "sha256")), str):
        return
    if not is_http_url(data[key]):
        errors[key].append(tk._("Only addresses that begin with http:// or https:// are accepted"))


def camau_sha256(value: str) -> str:
    """Return a SHA-256 in small hexadecimal digits. :raises Invalid: it is none."""
    if not _SHA256.fullmatch(value):
        raise tk.Invalid(tk._("This is not a SHA-256 checksum"))
    return value


def camau_count(value: Any) -> str:
    """Return a whole number in plain digits. :raises Invalid: it is none."""
    digits = str(value)
    if not (digits.isascii() and digits.isdecimal()):
        raise tk.Invalid(tk._("Write a whole number in digits"))
    return digits


def camau_date(value: str) -> str:
    """Return a day as YYYY-MM-DD. :raises Invalid: another form, or no such day."""
    if len(value) != len("2026-01-31"):
        raise tk.Invalid(tk._("A date is written year-month-day, for example 2026-01-31"))
    return camau_partial_date(value)


def camau_partial_date(value: str) -> str:
    """Return YYYY-MM-DD, YYYY-MM or YYYY. :raises Invalid: another form, or no such day."""
    if not _is_date(value):
        raise tk.Invalid(tk._("A date is written year-month-day, for example 2026-01-31"))
    return value


def _is_date(value: str) -> bool:
    match = _PARTIAL_DATE.fullmatch(value)
    if match is None:
        return False
    try:
        date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        return False
    return True
