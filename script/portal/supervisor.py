"""Watches the running services: tells their events, restarts what died, gives up clearly when that does not help."""

from __future__ import annotations

import json
import time
from collections import defaultdict, deque
from typing import Final

from portal.events import readable
from portal.follow import Follower
from portal.layout import Layout
from portal.say import Problem, event
from portal.services import Running, Service
from portal.stamps import write_whole

PAUSE: Final = 0.3
#: So many deaths of one service within so many seconds, and restarting it is pointless.
DEATHS: Final = 3
WITHIN: Final = 120.0


def watch(running: Running) -> None:
    """Follow the services until a signal comes.

    :raises Problem: when a service does not stay up
    """
    followers = {name: Follower(running.log_of(name)) for name in running.processes}
    deaths: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=DEATHS))
    while True:
        for name, follower in followers.items():
            for line in follower.lines():
                if text := readable(name, line):
                    event(name, text)
        for service in running.dead():
            _restart(running, service, deaths[service.name])
        time.sleep(PAUSE)


def _restart(running: Running, service: Service, deaths: deque[float]) -> None:
    log = running.log_of(service.name)
    deaths.append(time.monotonic())
    if len(deaths) == DEATHS and deaths[-1] - deaths[0] < WITHIN:
        raise Problem(f"{service.name} ended {DEATHS} times in {WITHIN:.0f} s (log: {log}). Way out: --reset")
    event(service.name, "ended by itself; starting it again")
    running.stop(service.name)
    running.start(service)
    running.wait(service.name)
    event(service.name, "is back")


def write_state(layout: Layout, **state: object) -> None:
    """Note for `--status` and `--stop` what this supervisor is doing."""
    file = layout.run / "supervisor.json"
    known = json.loads(file.read_text()) if file.exists() else {}
    write_whole(file, json.dumps(known | state))


def read_state(layout: Layout) -> dict[str, object]:
    """Return what the supervisor noted; empty when none runs."""
    file = layout.run / "supervisor.json"
    return json.loads(file.read_text()) if file.exists() else {}
