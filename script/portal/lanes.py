"""All tests, as fast as two cores allow: what needs the whole site runs beside what runs inside the process.

Both have a database, a core, a Redis database and a storage folder of their own; tests that stop the services
themselves run last and alone.
"""

from __future__ import annotations

import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from portal.commands import environment
from portal.layout import ROOT, TEST
from portal.say import say

TESTS: Final = ROOT / "tests"
#: These need no in-process CKAN with a database of its own; the rest of `tests` does.
SITE: Final = ("site", "unit")
#: These stop or slow the services that all tests share.
ALONE: Final = ("faults",)


@dataclass
class Lane:
    """A run of pytest; in the background its output goes to a file, which is shown at its end."""

    key: str
    name: str
    paths: tuple[str, ...]
    log: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    output: IO[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it."""
        self.output = self.log.open("wb") if self.log else None
        call = command(list(self.paths), covered=True)
        env = _environment(f"coverage.{self.key}")
        self.process = subprocess.Popen(call, cwd=ROOT, env=env, stdout=self.output, stderr=self.output)

    def end(self) -> int:
        """Wait for it, show what went to the file, return its exit code."""
        assert self.process is not None  # noqa: S101 - `start` came first
        code = self.process.wait()
        if self.log and self.output:
            self.output.close()
            say(f"\n== Tests: {self.name}")
            print(self.log.read_text(errors="replace"))  # noqa: T201
        return code

    def stop(self) -> None:
        """End it early, so that it takes down what its fixtures started."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)


def command(arguments: list[str], *, covered: bool = False) -> list[str]:
    """Return the call of pytest, on the services that run."""
    measured = ["--cov", "--cov-report="] if covered else []
    return [str(TEST.python), "-m", "pytest", f"--ckan-ini={TEST.data / 'test.ini'}", *measured, *arguments]


def run_all() -> int:
    """Run every test; return 0 if all passed. Prints the coverage of all lanes together."""
    for old in TEST.data.glob("coverage*"):
        old.unlink()
    folders = sorted(p.name for p in TESTS.iterdir() if any(p.rglob("test_*.py")))
    inside = Lane("inside", "inside the process", tuple(f"tests/{f}" for f in folders if f not in SITE + ALONE))
    beside = Lane("site", "the whole site; pure code", tuple(f"tests/{f}" for f in SITE), TEST.log / "tests-site.log")
    alone = Lane("faults", "faults", tuple(f"tests/{f}" for f in ALONE))
    code = 0
    try:
        beside.start()
        inside.start()
        code = inside.end() | beside.end()
        say(f"\n== Tests: {alone.name}")
        alone.start()
        code |= alone.end()
    finally:
        for lane in (inside, beside, alone):
            lane.stop()
    _coverage()
    return code


def _coverage() -> None:
    env = _environment("coverage")
    for words in (["combine", "-q", *map(str, TEST.data.glob("coverage.*"))], ["report", "--skip-covered"]):
        subprocess.run([TEST.python, "-m", "coverage", *words], cwd=ROOT, env=env, check=False)


def _environment(data_file: str) -> dict[str, str]:
    return environment({"PYTHONPATH": str(ROOT / "script"), "COVERAGE_FILE": str(TEST.data / data_file)})
