"""The services as processes: how each is started, when it is ready, how it is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from portal.commands import as_user, environment
from portal.layout import ROOT, Layout
from portal.say import Problem, last_line
from portal.stamps import write_whole

MAX_LOG = 10_000_000
WAY_OUT = "Look into the log, then run the same command again: all data is kept."


@dataclass(frozen=True)
class Service:
    """A program that runs until it is stopped."""

    name: str
    command: tuple[str, ...]
    ready: Callable[[], bool]
    env: dict[str, str] = field(default_factory=dict)
    user: str | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    start_within: float = 60.0


class Running:
    """Services that we have started, in order; they are stopped in the reverse order."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.processes: dict[str, tuple[Service, subprocess.Popen[bytes]]] = {}

    def log_of(self, name: str) -> Path:
        """Return the log file of a service."""
        return self.layout.log / f"{name}.log"

    def start(self, service: Service) -> None:
        """Start a service without waiting for it; one left over from a killed run is ended first."""
        end_left_over(self.layout, service.name)
        log = self.log_of(service.name)
        if log.exists() and log.stat().st_size > MAX_LOG:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as out:
            process = subprocess.Popen(
                service.command,
                cwd="/" if service.user else ROOT,
                env=environment(service.env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **as_user(service.user),
            )
        self.processes[service.name] = (service, process)
        record = {"pid": process.pid, "started": _started(process.pid)}
        write_whole(self.layout.run / f"{service.name}.json", json.dumps(record))

    def wait(self, name: str) -> None:
        """Wait until a service is ready.

        :raises Problem: when it ends or takes too long
        """
        service, process = self.processes[name]
        deadline = time.monotonic() + service.start_within
        while not service.ready():
            log = self.log_of(name)
            if process.poll() is not None:
                raise Problem(f"{name} ended while starting: {last_line(log)} (log: {log}). {WAY_OUT}")
            if time.monotonic() > deadline:
                raise Problem(f"{name} is not ready after {service.start_within:.0f} s (log: {log}). {WAY_OUT}")
            time.sleep(0.1)

    def dead(self) -> list[Service]:
        """Return the services that have ended by themselves."""
        return [service for service, process in self.processes.values() if process.poll() is not None]

    def forget(self, name: str) -> None:
        """Give up a service that has ended by itself; what it started is told to end too."""
        _service, process = self.processes.pop(name)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGTERM)
        (self.layout.run / f"{name}.json").unlink(missing_ok=True)

    def stop(self, name: str) -> None:
        """Stop one service and wait for its end."""
        service, process = self.processes.pop(name)
        if process.poll() is None:
            os.kill(process.pid, service.stop_signal)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        # a test may have killed it and started another in its place
        end_left_over(self.layout, name)

    def stop_all(self) -> None:
        """Stop everything that we started, last one first."""
        for name in reversed(list(self.processes)):
            self.stop(name)


def end_left_over(layout: Layout, name: str) -> None:
    """End a service whose supervisor was killed; the process is known by id and start time, never by name alone."""
    file = layout.run / f"{name}.json"
    if not file.exists():
        return
    record = json.loads(file.read_text())
    if is_running(layout, name):
        os.kill(record["pid"], signal.SIGINT if name == "postgres" else signal.SIGTERM)
        for _ in range(100):
            if _started(record["pid"]) != record["started"]:
                break
            time.sleep(0.1)
        else:
            os.killpg(record["pid"], signal.SIGKILL)
    file.unlink()


def is_running(layout: Layout, name: str) -> bool:
    """Say whether the process that was last started for a service is alive."""
    file = layout.run / f"{name}.json"
    if not file.exists():
        return False
    record = json.loads(file.read_text())
    return record["started"] is not None and _started(record["pid"]) == record["started"]


def _started(pid: int) -> int | None:
    """Return when a process was started, in clock ticks since boot; None for one that is gone or a zombie."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if after_name[0] == "Z" else int(after_name[19])
