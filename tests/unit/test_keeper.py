"""A service that keeps dying is started again after growing pauses; the others are left alone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from portal import keeper
from portal.keeper import Keeper
from portal.layout import Layout
from portal.services import Running, Service, is_running


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    layout = Layout(data=tmp_path, databases=())
    layout.make()
    running = Running(layout)
    yield running
    running.stop_all()


def until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


class Clock:
    """Stands for the time: only `sleep`s of the test let it go on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(keeper, "time", clock)
    return clock


def kill(running: Running, name: str) -> None:
    _service, process = running.processes[name]
    os.kill(process.pid, 9)
    until(lambda: process.poll() is not None)


def test_pauses_grow_and_it_never_gives_up(running: Running, clock: Clock, capsys: pytest.CaptureFixture[str]):
    running.start(Service("worker", ("sleep", "60"), lambda: True))
    running.start(Service("web", ("sleep", "60"), lambda: True))
    web = running.processes["web"][1].pid
    keeping = Keeper(running)
    for pause in (1, 2, 4, 8, 16, 30, 30):
        kill(running, "worker")
        keeping.step()
        told = capsys.readouterr().out
        assert f"starting it again in {pause} s" in told
        assert str(running.log_of("worker")) in told
        assert "--reset" not in told
        clock.now += pause - 0.1
        keeping.step()
        assert not is_running(running.layout, "worker")
        clock.now += 0.2
        keeping.step()
        assert is_running(running.layout, "worker")
    assert running.processes["web"][1].pid == web


def test_a_service_that_was_well_for_long_begins_with_the_first_pause(
    running: Running, clock: Clock, capsys: pytest.CaptureFixture[str]
):
    running.start(Service("solr", ("sleep", "60"), lambda: True))
    keeping = Keeper(running)
    for _ in range(2):
        kill(running, "solr")
        keeping.step()
        clock.now += 5
        keeping.step()
    clock.now += 2
    keeping.step()
    assert "is back" in capsys.readouterr().out
    clock.now += keeper.WELL_AFTER
    kill(running, "solr")
    keeping.step()
    assert "again in 1 s" in capsys.readouterr().out


def test_a_service_that_does_not_get_ready_stops_nobody(
    running: Running, clock: Clock, capsys: pytest.CaptureFixture[str]
):
    running.start(Service("postgres", ("sleep", "60"), lambda: False))
    running.start(Service("web", ("sleep", "60"), lambda: True))
    keeping = Keeper(running)
    for name in ("postgres", "web"):
        kill(running, name)
    keeping.step()
    clock.now += 2
    keeping.step()
    clock.now += 2
    keeping.step()
    told = capsys.readouterr().out
    assert "web       is back" in told
    assert "postgres  is back" not in told
    clock.now += 60
    keeping.step()
    keeping.step()
    assert capsys.readouterr().out.count("not ready after 60 s") == 1


def test_what_cannot_be_started_is_tried_again(running: Running, clock: Clock, capsys: pytest.CaptureFixture[str]):
    running.start(Service("redis", ("sleep", "60"), lambda: True))
    keeping = Keeper(running)
    kill(running, "redis")
    keeping.step()
    keeping.cases["redis"].service = Service("redis", ("/no/such/program",), lambda: True)
    clock.now += 2
    keeping.step()
    assert "cannot be started" in capsys.readouterr().out
    keeping.cases["redis"].service = Service("redis", ("sleep", "60"), lambda: True)
    clock.now += 3
    keeping.step()
    assert is_running(running.layout, "redis")
