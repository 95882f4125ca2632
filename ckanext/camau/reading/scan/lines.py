"""Looking through lines of text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from ckanext.camau.reading.limits import Limits, TooMuch
from ckanext.camau.reading.scan import policy, stamps, values
from ckanext.camau.reading.scan.hit import Gathered, Hit, Keyed, Place

_LONGEST_LINE = 20_000


def kinds_of(line: str) -> list[str]:
    """Return the kinds of what stands in a line or cell; one look tells that most hold nothing."""
    found = list(values.kinds_in(line)) if values.worth_a_look(line) else []
    if stamps.worth_a_look(line) and stamps.is_marked(line):
        found.append(policy.STAMP)
    return found


def scan_text(path: str, text: str, key: Keyed) -> list[Hit]:
    """Return the hits in a field, one for each kind; their rows are lines."""
    gathered: dict[str, Gathered] = {}
    for number, line in enumerate(unicodedata.normalize("NFC", text).splitlines(), 1):
        for kind in kinds_of(line):
            gathered.setdefault(kind, Gathered(kind, Place(path))).add(number, line)
    return [found.hit(key) for found in gathered.values()]


def scan_lines(part: str, lines: Iterable[str], key: Keyed, limits: Limits) -> tuple[list[Hit], bool]:
    """Return the hits in a part of a file and whether all of it was looked through."""
    gathered: dict[str, Gathered] = {}
    complete = True
    try:
        for number, line in enumerate(lines, 1):
            if not number % 500:
                limits.check_time()
            for piece in _pieces(line):
                for kind in kinds_of(piece):
                    gathered.setdefault(kind, Gathered(kind, Place(part=part))).add(number, piece)
    except TooMuch:
        complete = False
    return [found.hit(key) for found in gathered.values()], complete


def _pieces(line: str) -> Iterable[str]:
    """Cut endless lines (minified JSON); pieces overlap, so that nothing is cut in two."""
    if len(line) <= _LONGEST_LINE:
        return (line,)
    return (line[at : at + _LONGEST_LINE + 60] for at in range(0, len(line), _LONGEST_LINE))
