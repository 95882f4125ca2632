"""Services are started, noticed when they die, and stopped; leftovers are known by process id and start time."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from portal.layout import Layout
from portal.say import Problem
from portal.services import Running, Service, end_left_over, is_running


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    layout = Layout(data=tmp_path, databases=())
    layout.make()
    return layout


@pytest.fixture
def running(layout: Layout) -> Iterator[Running]:
    running = Running(layout)
    yield running
    running.stop_all()


def sleeper(seconds: str = "60") -> Service:
    return Service("sleeper", ("sleep", seconds), lambda: True)


def test_started_service_runs_until_it_is_stopped(layout: Layout, running: Running):
    running.start(sleeper())
    running.wait("sleeper")
    assert is_running(layout, "sleeper")
    running.stop_all()
    assert not is_running(layout, "sleeper")


def test_dead_service_is_noticed(running: Running):
    running.start(sleeper("0"))
    deadline = time.monotonic() + 5
    while not running.dead() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [service.name for service in running.dead()] == ["sleeper"]


def test_failing_start_tells_the_last_line_of_the_log(running: Running):
    running.start(Service("bad", ("sh", "-c", "echo no such thing; exit 1"), lambda: False))
    with pytest.raises(Problem, match="no such thing"):
        running.wait("bad")


def test_left_over_service_is_ended(layout: Layout, running: Running):
    running.start(sleeper())
    _service, process = running.processes.pop("sleeper")
    end_left_over(layout, "sleeper")
    assert process.wait(timeout=5) != 0


def test_foreign_process_with_a_reused_id_is_left_alone(layout: Layout):
    with subprocess.Popen(["sleep", "60"]) as foreign:
        (layout.run / "sleeper.json").write_text(json.dumps({"pid": foreign.pid, "started": 1}))
        end_left_over(layout, "sleeper")
        assert foreign.poll() is None
        os.kill(foreign.pid, 9)


def test_what_was_killed_and_started_again_by_somebody_else_is_stopped_too(layout: Layout, running: Running):
    running.start(sleeper())
    os.kill(running.processes["sleeper"][1].pid, 9)
    running.processes["sleeper"][1].wait()
    other = Running(layout)
    other.start(sleeper())
    running.stop_all()
    assert not is_running(layout, "sleeper")
    other.processes["sleeper"][1].wait(5)
