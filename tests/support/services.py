"""Killing, freezing and starting again the services that the tests own; they are known by process id, never by name."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from portal import postgres, redis, solr, stack
from portal.layout import TEST
from portal.services import Running, Service, is_running


def _pid(name: str) -> int:
    assert is_running(TEST, name)
    return json.loads((TEST.run / f"{name}.json").read_text())["pid"]


def _service(name: str) -> Service:
    ports = json.loads((TEST.data / "ports.json").read_text())
    secrets = json.loads((TEST.data / "secrets.json").read_text())
    if name == "postgres":
        return postgres.service(TEST, ports[name], secrets[name])
    return redis.service(TEST, ports[name], secrets[name]) if name == "redis" else solr.service(TEST, ports[name])


@contextmanager
def frozen(name: str) -> Iterator[None]:
    """A service that is there and answers nothing."""
    pid = _pid(name)
    os.killpg(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(pid, signal.SIGCONT)


def kill(name: str) -> None:
    """End a service as a power cut does; PostgreSQL by its immediate shutdown (`pg_ctl -m immediate`)."""
    pid = _pid(name)
    os.kill(pid, signal.SIGQUIT if name == "postgres" else signal.SIGKILL)
    last_moment = time.monotonic() + 30
    while is_running(TEST, name):
        assert time.monotonic() < last_moment, f"{name} does not end"
        time.sleep(0.05)


def start(name: str) -> None:
    """Start a service again, where it was, and wait until it is ready."""
    running = Running(TEST)
    running.start(_service(name))
    running.wait(name)


@contextmanager
def away(name: str) -> Iterator[None]:
    """A service that was killed, until the end of the block."""
    kill(name)
    try:
        yield
    finally:
        start(name)


def address(name: str) -> tuple[str, int]:
    """Where a service listens."""
    services = stack.kept(TEST)
    assert services
    return "127.0.0.1", services.ports[name]


def empty_redis() -> None:
    """FLUSHALL."""
    services = stack.kept(TEST)
    assert services
    redis.clear(services.ports["redis"], services.secrets["redis"])
