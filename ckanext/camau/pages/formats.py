"""Dates, numbers and sizes as they are written in Vietnam. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

#: Vietnam has one zone without summer time; the portal shows no other.
VIETNAM: Final = timezone(timedelta(hours=7))
_STEP: Final = 1024
_UNITS: Final = ("byte", "KB", "MB", "GB", "TB")


def vietnamese_date(value: str | date | datetime | None) -> str:
    """Return ``dd/mm/yyyy``; a year or a month alone stays one; what is no date comes back as it was.

    Times without a zone are UTC, as CKAN stores them.
    """
    if not value:
        return ""
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(VIETNAM).strftime("%d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return _from_text(value.strip())


def _from_text(text: str) -> str:
    if len(text) == len("2026-11") and text[4] == "-":
        return f"{text[5:]}/{text[:4]}"
    try:
        return vietnamese_date(
            datetime.fromisoformat(text) if len(text) > len("2026-11-25") else date.fromisoformat(text)
        )
    except ValueError:
        return text


def vietnamese_number(value: float | str | None) -> str:
    """Return a number with dots between thousands and a decimal comma."""
    if value is None or value == "":
        return ""
    number = float(value)
    text = f"{int(number):,}" if number == int(number) else f"{number:,.1f}"
    return text.translate(str.maketrans(",.", ".,"))


def file_size(value: float | str | None) -> str:
    """Return a size in bytes as ``12,5 MB``; empty when it is not known."""
    try:
        size = float(value or 0)
    except ValueError:
        return ""
    if size <= 0:
        return ""
    unit = 0
    while size >= _STEP and unit < len(_UNITS) - 1:
        size, unit = size / _STEP, unit + 1
    return f"{vietnamese_number(round(size, 1) if unit else size)} {_UNITS[unit]}"
