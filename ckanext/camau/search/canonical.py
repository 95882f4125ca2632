"""One spelling for what may be spelled in several ways: used on what is indexed and on what is asked. Pure.

Nothing here is shown to anybody: the index holds the canonical form beside the record, never in its place.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Soft hyphen, zero-width characters, direction marks, byte order mark: they come with text pasted from PDF or Word.
_INVISIBLE: Final = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACES: Final = re.compile(r"\s+")

_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng, as combining marks
_LETTER: Final = r"[^\W\d_]"


def _with_tones(vowel: str) -> str:
    return "".join(unicodedata.normalize("NFC", vowel + tone) for tone in _TONES)


#: Older placement of the tone in open oa, oe, uy: the first vowel carries it.
_OLD_PLACEMENT: Final = re.compile(
    rf"(?:([{_with_tones('o')}])([ae])|([{_with_tones('u')}])(y))(?!{_LETTER})",
)
_Y: Final = "y" + _with_tones("y")
_I: Final = "i" + _with_tones("i")
#: A syllable of one of these beginnings and y alone is written with i as well: kỹ and kĩ, quý and quí.
_OPEN_Y: Final = re.compile(rf"(?<!{_LETTER})(h|k|l|m|s|t|qu)([{_Y}])(?!{_LETTER})")
_Y_TO_I: Final = str.maketrans(_Y, _I)


def _move_tone(match: re.Match[str]) -> str:
    first, second = (match[1], match[2]) if match[1] else (match[3], match[4])
    base, tone = unicodedata.normalize("NFD", first)
    return base + unicodedata.normalize("NFC", second + tone)


def clean(text: str) -> str:
    """Return the text in NFC, without invisible characters, with single spaces. Case stays."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def canonical(text: str) -> str:
    """Return the canonical spelling: clean, lower case, tone on the second vowel of open oa, oe, uy, and i for open y.

    Marks stay: folding them away is the index's work. ``canonical("Hòa, KỸ")`` is ``"hoà, kĩ"``.
    """
    lowered = unicodedata.normalize("NFC", clean(text).lower())
    moved = _OLD_PLACEMENT.sub(_move_tone, lowered)
    return _OPEN_Y.sub(lambda match: match[1] + match[2].translate(_Y_TO_I), moved)


def unaccented(text: str) -> str:
    """Return the text in small letters without any mark, đ as d: ``Đất Mũi`` gives ``dat mui``; the rest stays."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
