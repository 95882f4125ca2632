"""How much is read of a file that somebody sent, and what is said when it cannot be read."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from ckanext.camau.workflow.messages import Message


class Unreadable(Exception):
    """The file is not what it claims to be, is locked, or would need more room than anybody grants it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.msgid)
        self.message = message


class TooMuch(Exception):
    """A limit was reached: what was read so far is right, the rest was not looked at."""


@dataclass(frozen=True)
class Limits:
    """Bounds of one reading: rows and cells of all tables, unpacked bytes, pages, and seconds."""

    rows: int = 100_000
    cells: int = 2_000_000
    unpacked: int = 400 << 20
    ratio: int = 200
    pages: int = 300
    seconds: float = 30.0
    _began: float = field(default_factory=time.monotonic, compare=False)

    def check_time(self) -> None:
        """Stop when the time is used up.

        :raises TooMuch: it is
        """
        if time.monotonic() - self._began > self.seconds:
            raise TooMuch
