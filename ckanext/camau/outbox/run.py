"""Draining the outbox: each task at least once, by any number of workers, with back-off."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa

from ckan import model

from ckanext.camau.model import Outbox
from ckanext.camau.model.base import now
from ckanext.camau.outbox import indexing, mail

log = logging.getLogger(__name__)

_HANDLERS: Final[dict[str, Callable[[dict[str, Any]], None]]] = {
    "index": indexing.index,
    "mail": mail.send,
}
_LONGEST_WAIT: Final = timedelta(minutes=15)


def run_due(limit: int = 100, kinds: Collection[str] = tuple(_HANDLERS)) -> int:
    """Do up to ``limit`` tasks of these kinds that are due; return how many succeeded.

    Must be called outside a transaction: it commits after each task. A task that fails is kept with its error and
    tried again later, ever more rarely; a worker that dies leaves its task to the next one.
    """
    done = 0
    for _ in range(limit):
        result = _run_one(kinds)
        if result is None:
            break
        done += result
    return done


def _run_one(kinds: Collection[str]) -> bool | None:
    task = (
        model.Session.query(Outbox)
        .filter(Outbox.done_at.is_(None), Outbox.due <= now(), Outbox.kind.in_(kinds))
        .order_by(Outbox.due, Outbox.id)
        .with_for_update(skip_locked=True)
        .first()
    )
    if task is None:
        model.Session.rollback()
        return None
    number, kind, payload = task.id, task.kind, dict(task.payload)
    try:
        _HANDLERS[kind](payload)
    except Exception as error:  # noqa: BLE001 - whatever a handler meets, the task must stay
        model.Session.rollback()
        _postpone(number, error)
        return False
    task.done_at = now()
    model.Session.commit()
    log.info("outbox: %s %s done", kind, number)
    return True


def _postpone(number: int, error: Exception) -> None:
    task = model.Session.get(Outbox, number, with_for_update=True)
    if task is None or task.done_at is not None:
        model.Session.rollback()
        return
    task.attempts += 1
    task.due = now() + min(timedelta(seconds=2**task.attempts), _LONGEST_WAIT)
    task.error = f"{type(error).__name__}"
    log.warning("outbox: %s %s failed (attempt %s): %s", task.kind, number, task.attempts, task.error)
    model.Session.commit()


def pending() -> int:
    """Return how many tasks wait, due or not."""
    query = sa.select(sa.func.count()).select_from(Outbox).where(Outbox.done_at.is_(None))
    return model.Session.execute(query).scalar_one()
