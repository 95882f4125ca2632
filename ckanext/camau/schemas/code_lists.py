"""The code lists: small CSV files with code, names, IRI and validity dates, read once."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

Language = Literal["vi", "en"]

_FOLDER: Final = Path(__file__).parent / "code_lists"
_COLUMNS: Final = ("code", "vi", "en", "iri", "valid_from", "valid_to")


@dataclass(frozen=True)
class Code:
    """One entry of a list. ``extra`` holds the columns that only this list has."""

    code: str
    vi: str
    en: str
    iri: str | None
    valid_from: date | None
    valid_to: date | None
    extra: Mapping[str, str]

    def label(self, lang: str = "vi") -> str:
        """Return the name in Vietnamese, or in English when ``lang`` asks for it."""
        return self.en if lang == "en" and self.en else self.vi

    def valid_on(self, day: date) -> bool:
        """Say whether the code may be given to something that happens on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class CodeList:
    """A list in the order of its file. Codes that ended stay in it, so that old content keeps its names."""

    name: str
    entries: Mapping[str, Code]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, ended ones too."""
        return tuple(self.entries)

    def __contains__(self, code: object) -> bool:
        return code in self.entries

    def get(self, code: str) -> Code | None:
        """Return the entry, None when the list does not know the code."""
        return self.entries.get(code)

    def label(self, code: str, lang: str = "vi") -> str:
        """Return the name of a code; a code that the list does not know is its own name."""
        entry = self.entries.get(code)
        return entry.label(lang) if entry else code

    def iri(self, code: str) -> str | None:
        """Return the IRI of a code, None when there is none."""
        entry = self.entries.get(code)
        return entry.iri if entry else None

    def extra(self, code: str, column: str) -> str:
        """Return a further column of the list, empty when the code or the column is not there."""
        entry = self.entries.get(code)
        return entry.extra.get(column, "") if entry else ""

    def choices(self, on: date | None = None) -> list[dict[str, Any]]:
        """Return the choices as scheming wants them; with ``on`` only what is valid that day."""
        return [
            {"value": entry.code, "label": {"vi": entry.vi, "en": entry.en or entry.vi}}
            for entry in self.entries.values()
            if on is None or entry.valid_on(on)
        ]


@cache
def code_list(name: str) -> CodeList:
    """Return a list by the name of its file.

    :raises KeyError: there is no such list
    """
    path = _FOLDER / f"{name}.csv"
    if not name.isidentifier() or not path.is_file():
        raise KeyError(name)
    with path.open(encoding="utf-8", newline="") as lines:
        entries = {row["code"]: _entry(row) for row in csv.DictReader(lines)}
    return CodeList(name, MappingProxyType(entries))


@cache
def code_list_names() -> tuple[str, ...]:
    """Return the names of every list that exists."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.csv") if path.stem != "index"))


def _entry(row: Mapping[str, str]) -> Code:
    return Code(
        code=row["code"],
        vi=row["vi"],
        en=row["en"],
        iri=row["iri"] or None,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        extra=MappingProxyType({name: row[name] for name in row if name not in _COLUMNS}),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
