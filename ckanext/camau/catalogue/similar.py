"""Titles that sound the same: spelled with other tone marks, without accents, in another order. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from ckanext.camau.search.canonical import canonical, unaccented

#: Words (folded) that tell nothing apart in a catalogue of one province.
_COMMON: Final = frozenset(
    {"csdl", "co", "so", "du", "lieu", "cua", "ve", "cac", "tinh", "ca", "mau", "danh", "sach", "tap", "thong", "tin"}
    | {"tren", "dia", "ban"}
)
_WORDS: Final = re.compile(r"\w+")
#: Share of words that two titles have in common from which on they count as the same.
_ENOUGH: Final = 0.8


@lru_cache(maxsize=50_000)
def words(title: str) -> frozenset[str]:
    """Return the telling words of a title without accents; all its words where none of them tells anything."""
    found = frozenset(_WORDS.findall(unaccented(canonical(title))))
    return found - _COMMON or found


def near(title: str, others: Iterable[str]) -> list[str]:
    """Return those of the other titles whose telling words are nearly the same, each once."""
    mine = words(title)
    return list(dict.fromkeys(other for other in others if mine and _overlap(mine, words(other)) >= _ENOUGH))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if other else 0.0
