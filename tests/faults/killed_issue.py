"""A process that issues an edition and kills itself (SIGKILL) at a named moment: run by test_killed_issue.

Usage: python -m tests.faults.killed_issue INI LOGIN EDITION_ID MOMENT, the act as JSON on standard input.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from ckan.cli import load_config
from ckan.config.middleware import make_app


def die(*_args: Any, **_kwargs: Any) -> None:
    """End this process as kill -9 does: nothing is rolled back or closed by Python."""
    os.kill(os.getpid(), signal.SIGKILL)


def after(number: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function, dying at its call of that number, counted from 1."""
    calls = [0]

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        calls[0] += 1
        if calls[0] == number:
            die()
        return function(*args, **kwargs)

    return wrapped


def arm(moment: str) -> None:
    """Lay the trap."""
    from ckan import model

    from ckanext.camau.catalogue import edition_issue, issue
    from ckanext.camau.logic.action import edition
    from ckanext.camau.outbox import indexing

    if moment == "first-write":
        issue._write = after(2, issue._write)
    elif moment == "last-entry":
        edition_issue._add_entry = after(3, edition_issue._add_entry)
    elif moment == "before-commit":
        model.Session.commit = die
    elif moment == "after-commit":
        edition.common.index_now = die
    elif moment == "mid-index":
        indexing.core_logic.index_update_package = after(2, indexing.core_logic.index_update_package)


def main(ini: str, login: str, edition_id: str, moment: str) -> None:
    """Issue the edition with the trap laid."""
    app = make_app(load_config(ini))
    with app._wsgi_app.test_request_context():
        from tests import province

        shown = province.act(login, "camau_edition_show", id=edition_id)
        arm(moment)
        province.act(
            login, "camau_edition_issue", id=edition_id, edition_hash=shown["edition_hash"],
            act=json.load(sys.stdin),
        )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
