"""Tables in text files: which encoding, which separator, which rows (FC-59, FC-61)."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

_SAMPLE: Final = 64 << 10
_SEPARATORS: Final = (";", "\t", ",", "|")
_SEP_LINE: Final = re.compile(r'^"?sep=(.)"?\r?\n', re.IGNORECASE)
#: No cell is longer; one that is (a quote that never closes) is cut into more.
_LONGEST_CELL: Final = 1 << 20


def encoding_of(head: bytes) -> str:
    """Return the encoding of a text by its beginning: the marks first, then UTF-8, else Windows-1258."""
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if (pairs := len(head) // 2) and head[1::2].count(0) > pairs // 3:
        return "utf-16-le"
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # the sample may end amid a letter
        if error.start < len(head) - 4:
            return "cp1258"
    return "utf-8"


def opened(path: Path) -> IO[str]:
    """Open a text file in the encoding that it has; letters that do not fit it are replaced."""
    with path.open("rb") as file:
        encoding = encoding_of(file.read(_SAMPLE))
    return path.open(encoding=encoding, errors="replace", newline="")


def rows(stream: IO[str]) -> Iterator[list[str]]:
    """Yield the rows of a delimited text; a ``sep=`` line is none of them. Cells are NFC, quotes are respected."""
    sample = stream.read(_SAMPLE)
    separator, start = _told(sample)
    separator = separator or separator_of(sample)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(_lines(sample[start:], stream), delimiter=separator, skipinitialspace=False)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # a cell beyond all bounds: what follows it is read as new rows
            continue
        yield [_nfc(cell) for cell in row]


def _nfc(cell: str) -> str:
    return cell if cell.isascii() else unicodedata.normalize("NFC", cell)


def _told(sample: str) -> tuple[str, int]:
    if found := _SEP_LINE.match(sample):
        return found[1], found.end()
    return "", 0


def _lines(begun: str, stream: IO[str]) -> Iterator[str]:
    """Yield lines: of what was read already, then of the rest; none longer than a cell may be."""
    pieces = io.StringIO(begun, newline="")
    last = ""
    for line in pieces:
        if not line.endswith("\n"):
            last = line
            break
        yield line
    while piece := stream.readline(_LONGEST_CELL):
        yield (last + piece).replace("\x00", "")
        last = ""
    if last:
        yield last


def separator_of(sample: str) -> str:
    """Return the separator that splits the lines most alike. A decimal comma splits them unlike (FC-59)."""
    lines = [line for line in sample.splitlines()[:200] if line.strip()]
    if len(sample) >= _SAMPLE and len(lines) > 1:
        lines.pop()
    best, score = ",", (0.0, 0)
    for separator in _SEPARATORS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if row)
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        if width > 1 and (times / max(1, widths.total()), width) > score:
            best, score = separator, (times / max(1, widths.total()), width)
    return best
