"""Numbers of a spreadsheet as the officer sees them: codes keep their zeros, dates are dates (FC-64, FC-69)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

#: Number formats that Excel knows without naming them: dates and times.
_BUILT_IN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_BUILT_IN_TIMES: Final = frozenset({18, 19, 20, 21, 45, 46, 47})
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ZEROS: Final = re.compile(r"0{2,}")
_LAST_SERIAL: Final = 2_958_466


@dataclass(frozen=True)
class Style:
    """How a number is shown: as a date, as a time, or with at least so many digits."""

    date: bool = False
    time: bool = False
    digits: int = 0


def style_of(number: int, formats: Mapping[int, str]) -> Style:
    """Return the style of a number format by its number in the workbook."""
    if number not in formats:
        return Style(date=number in _BUILT_IN_DATES - _BUILT_IN_TIMES, time=number in _BUILT_IN_TIMES)
    plain = _QUOTED.sub("", formats[number]).lower().partition(";")[0]
    if _ZEROS.fullmatch(plain):
        return Style(digits=len(plain))
    is_date = any(letter in plain for letter in "dy")
    return Style(date=is_date, time=not is_date and any(letter in plain for letter in "hs"))


def as_text(value: str, style: Style, *, since_1904: bool = False) -> str:
    """Return the text of a numeric cell: no exponent, no ``.0``, zeros in front as its format shows them."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if (style.date or style.time) and 0 <= number < _LAST_SERIAL:
        return _moment(number, style, since_1904=since_1904)
    text = plain(number)
    return text.zfill(style.digits) if style.digits and text.isdecimal() else text


def plain(number: Decimal) -> str:
    """Return a number without exponent and without zeros at the end of its fraction."""
    if not number.is_finite() or abs(number.adjusted()) > 60:  # noqa: PLR2004 - no code has that many digits
        return str(number)
    # Excel keeps 15 digits and writes binary fractions out to 17
    short = +number if number == number.to_integral_value() else Decimal(repr(float(f"{number:.15g}")))
    text = f"{short:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(number: Decimal, style: Style, *, since_1904: bool) -> str:
    if style.time and number < 1:
        seconds = round(float(number) * 86_400)
        return f"{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    # serial 60 is a 29 February 1900 that never was
    base = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if number >= 60 else 31)  # noqa: DTZ001, PLR2004
    return shown(base + timedelta(days=float(number)))


def shown(moment: date | datetime) -> str:
    """Return a date as ISO text; the time of day only where there is one. The second is cut, not rounded."""
    if isinstance(moment, datetime) and (moment.hour or moment.minute or moment.second):
        return moment.strftime("%Y-%m-%d %H:%M:%S")
    return moment.strftime("%Y-%m-%d") if moment.year >= 1000 else moment.isoformat()[:10]  # noqa: PLR2004
