"""Ports are free ones, remembered, and the site's own is never changed silently."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from portal import ports
from portal.layout import Layout
from portal.say import Problem


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(data=tmp_path, databases=())


def test_ports_are_remembered(layout: Layout):
    first = ports.choose(layout, web_port=45871)
    assert ports.choose(layout) == first


def test_taken_service_port_is_changed(layout: Layout, taken: int):
    (layout.data / "ports.json").write_text(f'{{"redis": {taken}, "web": 45872}}')
    assert ports.choose(layout)["redis"] != taken


def test_taken_site_port_is_told_with_a_way_out(layout: Layout, taken: int):
    with pytest.raises(Problem, match=f"--port {taken + 1}"):
        ports.choose(layout, web_port=taken)
