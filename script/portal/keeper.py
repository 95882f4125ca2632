"""Brings services back that ended by themselves: after a pause that grows, for ever, each one apart from the others."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from portal.say import event
from portal.services import Running, Service

FIRST_PAUSE: Final = 1
LONGEST_PAUSE: Final = 30
#: A service that was up for so many seconds is well again: its next pause is the first one.
WELL_AFTER: Final = 120.0
#: Seconds that a service must live before it can be called back, and between two looks at it.
LOOK_EVERY: Final = 1.0


@dataclass
class _Case:
    """One service that ended by itself: it waits for its start (`due`), comes up, or is back."""

    service: Service
    pause: int = FIRST_PAUSE
    due: float | None = None
    since: float = 0.0
    looked: float = 0.0
    back: bool = False
    late: bool = False


class Keeper:
    """Restarts what died, without waiting for anything: the other services are watched all the time."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.cases: dict[str, _Case] = {}

    def step(self) -> None:
        """Look once after all services."""
        now = time.monotonic()
        for service in self.running.dead():
            case = self.cases.setdefault(service.name, _Case(service))
            self.running.forget(service.name)
            self._ended(case, now, "ended by itself")
        for case in self.cases.values():
            if case.due is not None and now >= case.due:
                self._start(case, now)
            elif case.due is None and not case.back and now - case.looked >= LOOK_EVERY:
                self._look(case, now)

    def _ended(self, case: _Case, now: float, what: str) -> None:
        if case.back and now - case.since >= WELL_AFTER:
            case.pause = FIRST_PAUSE
        name, pause = case.service.name, case.pause
        case.due, case.back = now + pause, False
        case.pause = min(2 * pause, LONGEST_PAUSE)
        event(name, f"{what}; starting it again in {pause} s (log: {self.running.log_of(name)})")

    def _start(self, case: _Case, now: float) -> None:
        try:
            self.running.start(case.service)
        except OSError as error:
            self._ended(case, now, f"cannot be started: {error}")
            return
        case.due, case.since, case.looked, case.late = None, now, now, False

    def _look(self, case: _Case, now: float) -> None:
        name, within = case.service.name, case.service.start_within
        case.looked = now
        if case.service.ready():
            case.since, case.back = now, True
            event(name, "is back")
        elif not case.late and now - case.since > within:
            case.late = True
            event(name, f"is not ready after {within:.0f} s; waiting (log: {self.running.log_of(name)})")
