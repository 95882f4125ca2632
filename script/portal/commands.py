"""Run one command to its end, its output in a log file, and say clearly when it fails."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from portal.layout import ROOT
from portal.say import Problem, last_line


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a child: ours without what would lead Python or CKAN astray."""
    unwanted = ("CKAN_", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PG")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(unwanted)}
    return kept | {"PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"} | dict(extra or {})


def run(
    command: Sequence[str | Path],
    log: Path,
    *,
    env: Mapping[str, str] | None = None,
    user: str | None = None,
    way_out: str = "",
) -> None:
    """Run a command and wait for it.

    :raises Problem: when it ends with an error: names the log file, its last line and the way out
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        begin = out.tell()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd="/" if user else ROOT,
            env=environment(env),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **as_user(user),
        )
        try:
            process.wait()
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            raise
    if process.returncode:
        name = Path(str(command[0])).name
        raise Problem(f"{name} failed: {last_line(log, begin)} (all of it: {log}). {way_out}".strip())


class AsUser(TypedDict, total=False):
    """Arguments of `subprocess.Popen` that drop to another user."""

    user: str
    group: int
    extra_groups: list[str]


def as_user(user: str | None) -> AsUser:
    """Return the arguments with which `subprocess` drops to an unprivileged user."""
    return AsUser(user=user, group=pwd.getpwnam(user).pw_gid, extra_groups=[]) if user else AsUser()
