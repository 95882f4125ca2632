"""Numbers and sizes as they are written in Viet Nam. Pure."""

from __future__ import annotations

from typing import Final

_STEP: Final = 1024
_UNITS: Final = ("byte", "KB", "MB", "GB", "TB")


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
