"""The portal without a terminal: start, ask, stop."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from portal.follow import Follower
from portal.layout import ROOT, Layout
from portal.ports import SERVICES
from portal.say import Problem, say
from portal.services import is_running
from portal.stack import end_kept
from portal.supervisor import read_state

NOT_RUNNING: Final = 3
STOP_WITHIN: Final = 60


def start(layout: Layout, arguments: list[str]) -> int:
    """Start a supervisor of its own session and show its progress until the portal is up; return its exit code."""
    layout.make()
    log = layout.log / "server.log"
    log.write_text("")
    with log.open("ab") as out:
        command = [sys.executable, "-m", "portal.server", *arguments]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    follower = Follower(log)
    follower.position = 0
    try:
        return _until_up(layout, process, follower)
    except KeyboardInterrupt:
        process.terminate()
        return process.wait()


def _until_up(layout: Layout, process: subprocess.Popen[bytes], follower: Follower) -> int:
    while True:
        ended = process.poll()
        state = read_state(layout)
        up = state.get("pid") == process.pid and state.get("phase") == "ready"
        if up:
            time.sleep(0.2)
        for line in follower.lines():
            say(line)
        if ended is not None:
            return ended
        if up:
            return 0
        time.sleep(0.2)


def status(layout: Layout) -> int:
    """Print what runs; return 0 when the portal is up."""
    state = read_state(layout)
    pid = state.get("pid")
    if not isinstance(pid, int) or not _is_supervisor(pid):
        if left := _left_over(layout):
            say(f"The portal does not run, but of one that was killed there still run: {', '.join(left)}.")
            say("End them: script/server --stop. A start ends them too: script/server")
        else:
            say("The portal does not run. Start it: script/server")
        return NOT_RUNNING
    say(f"The portal is {'up: ' + str(state['url']) if state.get('phase') == 'ready' else 'starting'}")
    for name in (*SERVICES, "web", "worker"):
        say(f"  {name:<8}  {'runs' if is_running(layout, name) else 'DOES NOT RUN'}  (log: {layout.log / name}.log)")
    return 0 if state.get("phase") == "ready" else NOT_RUNNING


def stop(layout: Layout) -> int:
    """Stop the portal of this checkout and wait until everything has ended."""
    pid = read_state(layout).get("pid")
    if not isinstance(pid, int) or not _is_supervisor(pid):
        return _stop_left_over(layout)
    os.kill(pid, signal.SIGTERM)
    for _ in range(STOP_WITHIN * 5):
        if not _is_supervisor(pid):
            say("The portal is stopped.")
            return 0
        time.sleep(0.2)
    raise Problem(f"The portal (process {pid}) did not end within {STOP_WITHIN} s; see {layout.log / 'server.log'}")


def _stop_left_over(layout: Layout) -> int:
    """End what a supervisor that was killed has left behind; not while another one is starting."""
    left = _left_over(layout)
    if not left:
        say("The portal does not run.")
        return 0
    with (layout.run / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem("The portal is just starting. Try again in a moment: script/server --stop") from None
        end_kept(layout)
        layout.site_url.unlink(missing_ok=True)
        (layout.run / "supervisor.json").unlink(missing_ok=True)
    say(f"The portal had been killed. What it left behind is stopped: {', '.join(left)}.")
    return 0


def _left_over(layout: Layout) -> list[str]:
    return [name for name in (*SERVICES, "web", "worker") if is_running(layout, name)]


def _is_supervisor(pid: int) -> bool:
    try:
        return b"portal.server" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
