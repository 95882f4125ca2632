"""`script/test`: all checks and tests, or only the tests that are named."""

from __future__ import annotations

import fcntl
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from portal import build, checks, lanes, stack, testbed
from portal.commands import environment
from portal.layout import ROOT, TEST
from portal.say import Problem, say, step
from portal.services import Running

#: Tests in here need no service and no CKAN.
PURE: Final = "tests/unit"


def main(arguments: list[str]) -> int:
    """Do what the command line asks; return the exit code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    keep = "--keep" in arguments
    chosen = [argument for argument in arguments if argument not in ("--keep", "--stop")]
    try:
        TEST.make()
        with _one_at_a_time():
            if "--stop" in arguments:
                stack.end_kept(TEST)
                return 0
            build.build(TEST)
            if _all_pure(chosen):
                return _pytest([TEST.python, "-m", "pytest", "-p", "no:ckan", "-p", "no:ckan_fixtures", *chosen])
            return _with_services(chosen, keep=keep)
    except Problem as problem:
        say(f"✗ {problem}")
    except KeyboardInterrupt:
        say("✗ Interrupted")
    return 1


def _with_services(chosen: list[str], *, keep: bool) -> int:
    running = Running(TEST)
    try:
        _heading("Services")
        services = stack.kept(TEST) or stack.start(running, TEST)
        testbed.prepare(services)
        failed = [] if chosen else _checks(services)
        _heading("Tests: pytest")
        code = _pytest(lanes.command(chosen)) if chosen else lanes.run_all()
        if failed:
            say(f"✗ Failed before the tests: {'; '.join(failed)}")
        return code or int(bool(failed))
    finally:
        if running.processes and not keep:
            with step("Stopping what was started"):
                running.stop_all()


def _checks(services: stack.Stack) -> list[str]:
    failed = []
    for heading, check in checks.every(services).items():
        _heading(heading)
        if not check():
            failed.append(heading)
    return failed


def _pytest(command: Sequence[str | Path]) -> int:
    env = environment({"PYTHONPATH": str(ROOT / "script")})
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def _all_pure(chosen: list[str]) -> bool:
    paths = [argument for argument in chosen if Path(argument.split("::")[0]).exists()]
    return bool(paths) and all(Path(path).resolve().is_relative_to(ROOT / PURE) for path in paths)


def _heading(text: str) -> None:
    say(f"\n== {text}")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (TEST.run / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("  … Another test run of this checkout is under way; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
