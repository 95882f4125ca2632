"""Which type the values of a column have. All of them decide: one that does not fit makes the column text (FC-58)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

_NUMBER: Final = r"[-+]?(?:[1-9]\d{{0,2}}(?:{group}\d{{3}})+|0|[1-9]\d*)(?:{point}\d+)?"
#: 1.234,5 as written in Viet Nam, and 1,234.5 as written by programs.
_COMMA: Final = re.compile(_NUMBER.format(group=r"\.", point=","))
_POINT: Final = re.compile(_NUMBER.format(group=",", point=r"\."))
_BLANKS: Final = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})")
_TIME: Final = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_CODE: Final = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")
_LIKE_DATE: Final = re.compile(r"\d+[-./]\d+[-./]\d+")
_SHAPE: Final = re.compile(r"(?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION", re.IGNORECASE)
#: Numbers with more digits are codes: spreadsheets keep no more than 15.
_DIGITS: Final = 15


@cache
def words() -> dict[str, list[str]]:
    """Return the words of headings and values: units, multiples, yes and no."""
    text = (Path(__file__).parent / "data" / "columns.yaml").read_text(encoding="utf-8")
    found: Any = yaml.safe_load(text)
    return {key: [str(item) for item in items] for key, items in found.items()}


def clean(value: str) -> str:
    """Return a value without blanks around it and with plain minus signs; (500) is what book-keepers write for -500."""
    text = " ".join(value.split()).replace("−", "-")
    if text.startswith("(") and text.endswith(")") and text[1:2].isdigit():
        text = f"-{text[1:-1]}"
    return _BLANKS.sub("", text)


def type_of(values: Iterable[str]) -> str:
    """Return the code of the type that every value has; ``text`` for none, and where there are two readings."""
    known = [text for text in map(clean, values) if text]
    if not known:
        return "text"
    for name in ("boolean", "date", "datetime"):
        if all(fits(name, text) for text in known):
            return name
    if all(_SHAPE.match(text) for text in known):
        return "geometry"
    return _number(known) or ("code" if _codes(known) else "text")


def fits(type_: str, value: str) -> bool:
    """Tell whether a value may stand in a column of such a type. Nothing is wrong in a column of text or codes."""
    text = clean(value)
    if not text:
        return True
    if type_ == "boolean":
        return text.casefold() in {*words()["truths"], *words()["untruths"]}
    if type_ in ("date", "datetime"):
        day, _blank, rest = text.replace("T", " ").partition(" ")
        return _is_day(day) and (not rest or (type_ == "datetime" and _TIME.fullmatch(rest) is not None))
    if type_ == "integer":
        return any(pattern.fullmatch(text) and mark not in text for pattern, mark in ((_COMMA, ","), (_POINT, ".")))
    if type_ == "decimal":
        return bool(_COMMA.fullmatch(text) or _POINT.fullmatch(text))
    return True


def _number(known: Sequence[str]) -> str:
    """Return ``integer`` or ``decimal``; empty if some value is no number, or 1.200 may be two numbers (FC-59)."""
    readings = [mark for pattern, mark in ((_COMMA, ","), (_POINT, ".")) if all(map(pattern.fullmatch, known))]
    marked = any("," in text or "." in text for text in known)
    if not readings or (marked and len(readings) > 1):
        return ""
    if any(mark in text for mark in readings for text in known):
        return "decimal"
    return "code" if any(len(text) > _DIGITS and text.isdecimal() for text in known) else "integer"


def _codes(known: Sequence[str]) -> bool:
    """Whether all are codes: no blanks, a digit in each, letters or a zero in front in some (FC-58, FC-69)."""
    if not all(_CODE.fullmatch(text) and any(map(str.isdigit, text)) for text in known):
        return False
    if any(_LIKE_DATE.fullmatch(text) or re.fullmatch(r"\d+\.\d+", text) for text in known):
        return False
    return any(text[0] == "0" or any(map(str.isalpha, text)) for text in known)


def _is_day(text: str) -> bool:
    """Whether a text is a day: ISO or day first; months and days are never exchanged (FC-64)."""
    if found := _ISO.fullmatch(text):
        parts = (int(found[1]), int(found[2]), int(found[3]))
    elif found := _DAY_FIRST.fullmatch(text):
        parts = (int(found[4]), int(found[3]), int(found[1]))
    else:
        return False
    try:
        date(*parts)
    except ValueError:
        return False
    return True
