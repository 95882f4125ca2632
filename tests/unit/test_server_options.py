"""What the command line of script/server refuses, what it says of leftovers, and the IRI base that never changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from portal import background, iri_base, server
from portal.layout import Layout
from portal.services import Running, Service


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    layout = Layout(data=tmp_path, databases=())
    layout.make()
    return layout


@pytest.mark.parametrize("port", ["0", "-1", "65536", "99999", "9" * 5000, "x", "1.5", "٥٠٠٠"])
def test_no_port(port: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        server._options([f"--port={port}"])
    assert ended.value.code == 2
    assert "give a number from 1 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--stop", "--status"], ["--background", "--stop"], ["--stop", "--reset"], ["--status", "--port=80"]]
)
def test_options_that_exclude_each_other(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        server._options(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_leftovers_of_a_killed_portal_are_named_and_ended(layout: Layout, capsys: pytest.CaptureFixture[str]):
    running = Running(layout)
    running.start(Service("solr", ("sleep", "60"), lambda: True))
    _service, process = running.processes["solr"]
    try:
        assert background.status(layout) == background.NOT_RUNNING
        assert "still run: solr" in capsys.readouterr().out
        assert background.stop(layout) == 0
        assert "stopped: solr" in capsys.readouterr().out
        assert process.wait(timeout=5) != 0
    finally:
        process.kill()
    assert background.stop(layout) == 0
    assert capsys.readouterr().out == "The portal does not run.\n"


def test_iri_base_is_fixed_at_the_first_start(layout: Layout):
    assert iri_base.fixed(layout, "http://127.0.0.1:5000") == "http://127.0.0.1:5000"
    assert iri_base.fixed(layout, "http://127.0.0.1:5001") == "http://127.0.0.1:5000"


def test_installation_without_a_noted_base_keeps_the_address_of_its_configuration(layout: Layout):
    layout.ini.write_text("[app:main]\nckan.site_url = http://127.0.0.1:5000\nckan.site_id = camau\n")
    assert iri_base.fixed(layout, "http://127.0.0.1:5001") == "http://127.0.0.1:5000"
