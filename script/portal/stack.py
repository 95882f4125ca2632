"""Brings up PostgreSQL, Redis and Solr for a layout: the part that server and tests share."""

from __future__ import annotations

import json
from dataclasses import dataclass

from portal import ports, postgres, redis, secrets_file, solr
from portal.layout import Layout
from portal.say import step
from portal.services import Running, end_left_over, is_running


@dataclass(frozen=True)
class Stack:
    """Running services with what one needs to reach them."""

    running: Running
    ports: dict[str, int]
    secrets: dict[str, str]
    fresh_index: bool


def start(running: Running, layout: Layout, web_port: int | None = None) -> Stack:
    """Start the three services together and wait for all; create roles and databases that are missing."""
    layout.make()
    end_kept(layout)
    chosen = ports.choose(layout, web_port)
    known = secrets_file.load(layout)
    with step("Starting PostgreSQL, Redis and Solr"):
        postgres.create(layout, known)
        fresh = solr.prepare(layout)
        running.start(postgres.service(layout, chosen["postgres"], known["postgres"]))
        running.start(redis.service(layout, chosen["redis"], known["redis"]))
        running.start(solr.service(layout, chosen["solr"]))
        for name in ports.SERVICES:
            running.wait(name)
        postgres.prepare(layout, chosen["postgres"], known)
    return Stack(running, chosen, known, fresh)


def kept(layout: Layout) -> Stack | None:
    """Return the services that an earlier run left running on purpose; None unless all three are there."""
    if not all(is_running(layout, name) for name in ports.SERVICES):
        return None
    known = secrets_file.load(layout)
    return Stack(Running(layout), json.loads((layout.data / "ports.json").read_text()), known, fresh_index=False)


def end_kept(layout: Layout) -> None:
    """End what an earlier run left running."""
    for name in ("worker", "web", *reversed(ports.SERVICES)):
        end_left_over(layout, name)
