"""What is told to the person at the terminal: one line a step, with the time for the long ones."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final


class Problem(Exception):
    """Something that the person has to know: one line, with the way out."""


#: Seconds after which a step shows that it is alive, and between two signs of life where there is no terminal.
FIRST_SIGN: Final = 2.0
SIGN_EVERY: Final = 10.0
#: So much of a log line is shown beside a step.
WIDTH: Final = 60
NOTHING: Final = "it printed nothing"


def say(line: str) -> None:
    """Print one line at once."""
    print(line, flush=True)  # noqa: T201


def event(source: str, text: str) -> None:
    """Print one event of a service with the time of day."""
    now = datetime.now().astimezone().strftime("%H:%M:%S")
    say(f"{now}  {source:<8}  {text}")


@contextmanager
def step(text: str, log: Path | None = None) -> Iterator[None]:
    """Announce a step; while it lasts longer than two seconds show the time (and the last line of `log`)."""
    done = threading.Event()
    started = time.monotonic()
    show = threading.Thread(target=_show_progress, args=(text, started, done, log), daemon=True)
    show.start()
    try:
        yield
    except BaseException:
        done.set()
        show.join()
        _rewrite(f"  ✗ {text}\n")
        raise
    done.set()
    show.join()
    took = time.monotonic() - started
    _rewrite(f"  ✓ {text}" + (f" ({took:.0f} s)" if took >= FIRST_SIGN else "") + "\n")


def _show_progress(text: str, started: float, done: threading.Event, log: Path | None) -> None:
    tty = sys.stdout.isatty()
    wait = FIRST_SIGN
    while not done.wait(wait):
        seconds = time.monotonic() - started
        detail = f" ({last_line(log)[:WIDTH]})" if log and log.exists() and log.stat().st_size else ""
        _rewrite(f"  … {text}: {seconds:.0f} s{detail}" + ("" if tty else "\n"))
        wait = 1.0 if tty else SIGN_EVERY


def last_line(log: Path, begin: int = 0) -> str:
    """Return the last line of a log that says something, for a one-line message."""
    with log.open("rb") as file:
        file.seek(max(begin, log.stat().st_size - 8000))
        lines = [line.strip() for line in file.read().decode(errors="replace").splitlines()]
    return next((line for line in reversed(lines) if line), NOTHING)


def _rewrite(text: str) -> None:
    if sys.stdout.isatty():
        text = "\r\x1b[K" + text
    sys.stdout.write(text)
    sys.stdout.flush()
