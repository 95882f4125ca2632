"""Text as documents print it: NFC, nothing that hides, reorders or cannot stand in a file. Pure."""

from __future__ import annotations

import re
from typing import Any, Final

from ckanext.camau.catalogue import content

#: What content may not hold anyway, and what XML cannot: C1 controls, an Arabic mark that turns text, non-characters.
_UNPRINTABLE: Final = re.compile("[\u007f-\u009f\u061c\u200c\u200d\ufffe\uffff\ufdd0-\ufdef]")
_LINE_ENDS: Final = re.compile("[\u2028\u2029\u0085]")

#: So many letters of a narrow and of a wide cell fit on a page: a row with more may be split between pages.
CELL_FITS: Final = 900
BLOCK_FITS: Final = 3000


def marked_long(length: int, fits: int) -> str:
    """Return a mark for templates when a text is too long to stand on one page, else nothing."""
    return "long" if length > fits else ""


def plain(value: Any) -> str:
    """Return a value as printed text; lines and tabs stay, bidi and control characters go."""
    if value is None:
        return ""
    return _UNPRINTABLE.sub("", content.text(_LINE_ENDS.sub("\n", str(value))))


def joined(parts: Any, separator: str = "\n") -> str:
    """Return the parts that are not empty, one a line."""
    return separator.join(text for part in parts if (text := plain(part)))
