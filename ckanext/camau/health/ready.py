"""Running all checks side by side, each for a few seconds at most. One that hangs is not begun a second time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from ckanext.camau.health.checks import CHECKS, NotWell

log = logging.getLogger(__name__)

LIMIT: Final = 3.0


@dataclass(frozen=True)
class Outcome:
    """What became of a check."""

    ok: bool
    said: str


class Prober:
    """Runs checks in threads of their own. What a hanging one finds in the end is not waited for."""

    def __init__(self, checks: Mapping[str, Callable[[], str]], limit: float = LIMIT) -> None:
        self._checks = checks
        self._limit = limit
        self._lock = threading.Lock()
        self._under_way: set[str] = set()

    def run(self) -> dict[str, Outcome]:
        """Return what each check found within the limit."""
        found: dict[str, Outcome] = {}
        threads = [
            threading.Thread(target=self._one, args=(name, found), daemon=True, name=f"health-{name}")
            for name in self._checks
            if self._begin(name)
        ]
        for thread in threads:
            thread.start()
        last_moment = time.monotonic() + self._limit
        for thread in threads:
            thread.join(max(0.0, last_moment - time.monotonic()))
        known = dict(found)
        return {name: known.get(name, Outcome(ok=False, said="no answer in time")) for name in self._checks}

    def _begin(self, name: str) -> bool:
        with self._lock:
            if name in self._under_way:
                return False
            self._under_way.add(name)
            return True

    def _one(self, name: str, found: dict[str, Outcome]) -> None:
        try:
            found[name] = Outcome(ok=True, said=self._checks[name]())
        except NotWell as error:
            found[name] = Outcome(ok=False, said=str(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, the portal is not ready; details go to the log
            log.warning("health: %s: %s", name, type(error).__name__)
            found[name] = Outcome(ok=False, said="does not answer")
        finally:
            with self._lock:
                self._under_way.discard(name)


PROBER: Final = Prober(CHECKS)
