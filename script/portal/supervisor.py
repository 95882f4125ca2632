"""Watches the running services: tells their events, has what died started again."""

from __future__ import annotations

import json
import time
from typing import Final

from portal.events import readable
from portal.follow import Follower
from portal.keeper import Keeper
from portal.layout import Layout
from portal.say import event
from portal.services import Running
from portal.stamps import write_whole

PAUSE: Final = 0.3


def watch(running: Running) -> None:
    """Follow the services until a signal comes; a service that ends is started again for as long as it takes."""
    followers = {name: Follower(running.log_of(name)) for name in running.processes}
    keeper = Keeper(running)
    while True:
        for name, follower in followers.items():
            for line in follower.lines():
                if text := readable(name, line):
                    event(name, text)
        keeper.step()
        time.sleep(PAUSE)


def write_state(layout: Layout, **state: object) -> None:
    """Note for `--status` and `--stop` what this supervisor is doing."""
    file = layout.run / "supervisor.json"
    known = json.loads(file.read_text()) if file.exists() else {}
    write_whole(file, json.dumps(known | state))


def read_state(layout: Layout) -> dict[str, object]:
    """Return what the supervisor noted; empty when none runs."""
    file = layout.run / "supervisor.json"
    return json.loads(file.read_text()) if file.exists() else {}
