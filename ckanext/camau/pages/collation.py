"""Order of the Vietnamese alphabet, which neither Python nor a C collation knows. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_DIGITS: Final = re.compile("([0-9]+)")
_FIRST_LETTER: Final = 100  # digits and signs of ASCII stand before it
_RANK: Final = {letter: rank for rank, letter in enumerate(_ALPHABET, start=_FIRST_LETTER)}
_TONES: Final = {tone: rank for rank, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}


def sort_key(text: str) -> tuple[list[int], list[int]]:
    """Return a key: letters first (a, ă, â, b, …), tones (ngang, huyền, hỏi, ngã, sắc, nặng) only between equals."""
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", text).lower():
        parts = unicodedata.normalize("NFD", char)
        tone = next((_TONES[part] for part in parts if part in _TONES), 0)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        letters.append(_RANK.get(letter, _rank_of_other(char)))
        tones.append(tone)
    return letters, tones


def _rank_of_other(char: str) -> int:
    """Return a rank before the letters for digits and signs of ASCII, behind them for everything else."""
    code = ord(char[0])
    return code if code < _FIRST_LETTER else 1000 + code


def natural_key(text: str) -> list[tuple[int, int, tuple[list[int], list[int]]]]:
    """Return a key of the same order in which numbers count by value: ``Khóm 2`` before ``Khóm 10``."""
    parts = _DIGITS.split(text)
    return [(0, int(part), ([], [])) if part.isdigit() else (1, 0, sort_key(part)) for part in parts if part]
