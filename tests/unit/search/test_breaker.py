"""After a failure nobody asks for a while, then one asks for all."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ckanext.camau.search import breaker
from ckanext.camau.search.breaker import Breaker


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(breaker, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def test_closed_at_first():
    assert [Breaker().lets_through() for _ in range(3)] == [True, True, True]


def test_open_after_a_failure_then_one_tries(now: list[float]):
    one = Breaker(5)
    one.failed()
    assert not one.lets_through()
    now[0] += 4.9
    assert not one.lets_through()
    now[0] += 0.2
    assert [one.lets_through() for _ in range(3)] == [True, False, False]
    now[0] += 5
    assert one.lets_through()
    one.failed()
    assert not one.lets_through()


def test_closed_again_after_an_answer(now: list[float]):
    one = Breaker(5)
    one.failed()
    now[0] += 6
    assert one.lets_through()
    one.answered()
    assert [one.lets_through() for _ in range(2)] == [True, True]
