"""Columns whose values look like persons' names, whatever their heading says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

_SURNAMES: Final = Path(__file__).with_name("surnames.txt")
#: Two to five words, each of letters and with a capital first letter: “Nguyễn Văn An”, “TRẦN THỊ BÉ”.
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST: Final = 2
_LONGEST: Final = 5
#: So many different names, and this share of all values.
_ENOUGH: Final = 5
_SHARE: Final = 0.8


def looks_like_names(values: Sequence[str]) -> bool:
    """Tell whether nearly all values of a column are names of different persons."""
    given = [value for value in values if value]
    names = {value for value in given if is_name(value)}
    return len(names) >= _ENOUGH and sum(value in names for value in given) >= _SHARE * len(given)


def is_name(value: str) -> bool:
    """Tell whether a text may be a Vietnamese person's name: a usual family name, then one to four words."""
    parts = unicodedata.normalize("NFC", value).split()
    if not _SHORTEST <= len(parts) <= _LONGEST or not all(
        _WORD.fullmatch(part) and part[0].isupper() for part in parts
    ):
        return False
    return parts[0].casefold() in _surnames()


@cache
def _surnames() -> frozenset[str]:
    lines = _SURNAMES.read_text(encoding="utf-8").splitlines()
    return frozenset(line.casefold() for line in lines if line and not line.startswith("#"))
