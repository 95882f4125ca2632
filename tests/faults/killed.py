"""A process that kills itself (SIGKILL) at a named moment of an action: nothing is rolled back or closed by Python."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from typing import Any

from ckan import model


def die(*_args: Any, **_kwargs: Any) -> None:
    """End this process as kill -9 does."""
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
    """Lay the trap: `entry K` (before the K-th is written), `row K` of the edition, and moments around the commit."""
    from ckanext.camau.catalogue import edition_issue, issue
    from ckanext.camau.logic.action import common
    from ckanext.camau.outbox import indexing

    what, _, number = moment.partition(" ")
    if what == "entry":
        issue._write = after(int(number), issue._write)
    elif what == "row":
        edition_issue._add_entry = after(int(number), edition_issue._add_entry)
    elif moment == "before-commit":
        model.Session.commit = die
    elif moment == "after-commit":
        common.index_now = common.hide_now = die
    elif moment == "mid-index":
        indexing.core_logic.index_update_package = after(2, indexing.core_logic.index_update_package)
    elif moment == "sent-not-committed":
        indexing.commit = die
    else:
        raise ValueError(moment)


def killed(moment: str, action: Callable[[], Any]) -> None:
    """Run an action in a process of its own that dies at the moment; fail if it lives on."""
    model.Session.remove()
    model.meta.engine.dispose()  # no connection is shared with the child
    child = os.fork()
    if child == 0:
        try:
            arm(moment)
            action()
        except BaseException:  # noqa: BLE001 - the child must never come back into pytest
            traceback.print_exc()
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"{moment}: the process lived on ({status})"
    assert os.WTERMSIG(status) == signal.SIGKILL
