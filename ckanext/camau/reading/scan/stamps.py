"""Classification marks (độ mật) as they are stamped on documents: MẬT, TỐI MẬT, TUYỆT MẬT (D32 1(2))."""

from __future__ import annotations

import re
from typing import Final

_LEVEL: Final = "TUYỆT MẬT|TỐI MẬT|MẬT"
_UNACCENTED: Final = "TUYET MAT|TOI MAT"
#: Alone on its line, set off at its beginning or end, or in brackets.
_ALONE: Final = re.compile(
    rf"^[^\w]*(?:{_LEVEL}|{_UNACCENTED})[^\w]*$"
    rf"|^[^\w]*(?:{_LEVEL})\s*[:–—|.\]\)]"
    rf"|^[^\w]*(?:{_LEVEL})\s+-\s"
    rf"|[\(\[](?:{_LEVEL})[\)\]]"
    # The two upper grades in capitals are a mark wherever they stand.
    r"|(?<!\w)(?:TUYỆT MẬT|TỐI MẬT)(?!\w)"
)
#: In small letters too: alone, in brackets, after “dấu” or “độ”.
_WRITTEN: Final = re.compile(
    r"^[^\w]*(?:tuyệt|tối) mật[^\w]*$"
    r"|[\(\[](?:tuyệt mật|tối mật|mật)[\)\]]"
    r"|\bdấu\s+(?:chỉ\s+)?(?:độ\s+)?[“\"']?(?:tuyệt mật|tối mật|mật)\b(?!\s+(?:độ|khẩu|ong|mía))"
    r"|\bđộ\s+[“\"']?(?:tuyệt|tối) mật\b",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"\b(?:độ|mức độ|cấp độ) mật\s*[:=–-]\s*(?:là\s+)?(?:tuyệt mật|tối mật|mật)\b", re.IGNORECASE
)
_SPACED: Final = re.compile(r"^(?:\w ){2,}\w$")
_WORTH: Final = re.compile("MẬT|MAT|mật|Mật|M Ậ T|M A T")


def worth_a_look(text: str) -> bool:
    """Tell quickly whether a text holds the letters of a mark at all."""
    return _WORTH.search(text) is not None


def is_marked(line: str) -> bool:
    """Tell whether a line or cell carries a mark: not “mật độ”, “rừng ngập mặn”, “bí mật” in a sentence."""
    line = " ".join(line.split())
    # T U Y Ệ T  M Ậ T
    if _SPACED.match(line):
        line = line.replace(" ", "").replace("TUYỆTMẬT", "TUYỆT MẬT").replace("TỐIMẬT", "TỐI MẬT")
    return any(pattern.search(line) for pattern in (_ALONE, _NAMED, _WRITTEN))
