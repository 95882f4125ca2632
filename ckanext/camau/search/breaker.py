"""Asks no Solr that has just not answered: each page would wait for the time-out again. One breaker a process."""

from __future__ import annotations

import threading
import time
from typing import Final

#: Seconds without a search after one that was not answered.
PAUSE: Final = 5.0


class Breaker:
    """Open after a failure: nobody asks for a while, then one asks for all."""

    def __init__(self, pause: float = PAUSE) -> None:
        self._pause = pause
        self._lock = threading.Lock()
        self._failed = False
        self._next_try = 0.0

    def lets_through(self) -> bool:
        """Say whether Solr may be asked now; while it is away only one in each pause may."""
        if not self._failed:
            return True
        with self._lock:
            now = time.monotonic()
            if self._failed and now < self._next_try:
                return False
            self._next_try = now + self._pause
            return True

    def failed(self) -> None:
        """Note that Solr did not answer."""
        with self._lock:
            self._failed, self._next_try = True, time.monotonic() + self._pause

    def answered(self) -> None:
        """Note that Solr answered."""
        self._failed = False


BREAKER: Final = Breaker()
