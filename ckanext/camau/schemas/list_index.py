"""Which code list rests on which legal text: ``code_lists/index.csv``. Pure."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "code_lists" / "index.csv"


@dataclass(frozen=True)
class ListEntry:
    """A code list with its name and the entries of the legal-basis register that it rests on."""

    list: str
    vi: str
    en: str
    legal_basis: str


@cache
def entries() -> tuple[ListEntry, ...]:
    """Return the lists that rest on a legal text, in the order of the file."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(ListEntry(row["list"], row["vi"], row["en"], row["legal_basis"]) for row in csv.DictReader(lines))


def legal_basis_of(name: str) -> str:
    """Return the legal basis of a code list, empty when it rests on no legal text."""
    return next((entry.legal_basis for entry in entries() if entry.list == name), "")
