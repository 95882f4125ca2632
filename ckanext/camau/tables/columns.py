"""Columns of a datastore table from the headings and the data dictionary of a file. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from ckanext.camau.reading.values import clean, fits, words

#: PostgreSQL cuts longer names, in bytes.
_LONGEST: Final = 63
#: A colon would be taken for a parameter by SQLAlchemy, a percent sign by the driver.
_NEVER: Final = frozenset('":%\\')
_TYPES: Final = {"integer": "numeric", "decimal": "numeric", "date": "date", "datetime": "timestamp", "boolean": "bool"}


@dataclass(frozen=True)
class Column:
    """A column: its name in the datastore, its type there, and what is said of it."""

    id: str
    type: str
    info: Mapping[str, str]

    def as_field(self) -> dict[str, Any]:
        """Return it as the datastore takes a field."""
        return {"id": self.id, "type": self.type, "info": dict(self.info)}


def columns(
    headings: Sequence[str], dictionary: Sequence[Mapping[str, str]], rows: Sequence[Sequence[str]]
) -> list[Column]:
    """Return the columns: of the type that the dictionary gives and every value has, else text."""
    said = {unicodedata.normalize("NFC", row.get("column", "")): row for row in dictionary}
    names = _names(headings)
    return [
        _column(name, heading, said.get(heading, {}), [row[index] for row in rows])
        for index, (name, heading) in enumerate(zip(names, headings, strict=True))
    ]


def _column(name: str, heading: str, said: Mapping[str, str], values: Sequence[str]) -> Column:
    kind = said.get("type", "")
    fitting = kind in _TYPES and all(value_of(kind, value) is not None for value in values if value.strip())
    info = {
        "label": said.get("label") or heading,
        "notes": said.get("meaning", ""),
        "unit": said.get("unit", ""),
        "kind": kind if fitting else "text",
    }
    return Column(name, _TYPES[kind] if fitting else "text", {key: value for key, value in info.items() if value})


def _names(headings: Sequence[str]) -> list[str]:
    """Return names that the datastore takes: the headings where they can be, else ``cot_N``."""
    names: list[str] = []
    for number, heading in enumerate(headings, 1):
        bad = not heading or heading.startswith("_") or bool(set(heading) & _NEVER) or len(heading.encode()) > _LONGEST
        name = f"cot_{number}" if bad or heading in names else heading
        names.append(name)
    return names


def value_of(kind: str, value: str) -> str | bool | None:
    """Return a cell as the datastore takes it in a column of a type of the dictionary; None for none that fits."""
    text = clean(value)
    if not text or not fits(kind, text):
        return None
    if kind == "boolean":
        return text.casefold() in words()["truths"]
    if kind in ("date", "datetime"):
        return _moment(text)
    return _number(text) if kind in ("integer", "decimal") else value


def _number(text: str) -> str | None:
    """Return a number with a point, None where a mark may mean two things: 1.234 (FC-59)."""
    points, commas = text.count("."), text.count(",")
    if points and commas:
        decimal_point = "." if text.rindex(".") > text.rindex(",") else ","
        text = text.replace("," if decimal_point == "." else ".", "").replace(",", ".")
    elif points + commas > 1:
        text = text.replace(".", "").replace(",", "")
    elif points + commas == 1:
        if len(text) - max(text.rfind("."), text.rfind(",")) - 1 == 3:  # noqa: PLR2004 - a group of thousands?
            return None
        text = text.replace(",", ".")
    return str(Decimal(text))


def _moment(text: str) -> str:
    """Return an ISO day, with the time behind it if there is one; days stand first in Viet Nam."""
    day, blank, rest = text.replace("T", " ").partition(" ")
    if "-" not in day or len(day.split("-")[0]) != 4:  # noqa: PLR2004 - a year
        first, second, year = day.replace("/", "-").split("-")
        day = f"{year}-{int(second):02}-{int(first):02}"
    return f"{day}{blank}{rest}"
