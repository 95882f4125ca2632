"""Draining the outbox, by any number of workers, with back-off; what fails for good is given up and told.

An index task is done at least once: a worker that dies leaves it to the next one. A mail goes out at most once: it is
marked as begun before, so that one that was under way when its worker died is given up, never sent again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Query

from ckan import model

from ckanext.camau import config
from ckanext.camau.catalogue import erasing
from ckanext.camau.model import Outbox
from ckanext.camau.model.base import now
from ckanext.camau.outbox import indexing, mail
from ckanext.camau.outbox.errors import Unsure
from ckanext.camau.tables import sync as tables

log = logging.getLogger(__name__)

_HANDLERS: Final[dict[str, Callable[[dict[str, Any]], None]]] = {
    "index": indexing.index,
    "mail": mail.send,
    "erase_files": erasing.erase_files,
    "tables": tables.sync,
    "tables_drop": tables.sync,
}
#: Kinds whose effect cannot be taken back.
ONCE: Final = frozenset({"mail"})
_LONGEST_WAIT: Final = timedelta(minutes=15)
#: A task that was begun so long ago and is neither done nor put off lost its worker.
_LOST_AFTER: Final = timedelta(minutes=10)


def run_due(limit: int = 100, kinds: Collection[str] | None = None, *, newest: bool = False) -> int:
    """Do up to ``limit`` tasks of these kinds (all) that are due; return how many succeeded.

    Must be called outside a transaction: it commits after each task. A task that fails is kept with its error and
    tried again later, ever more rarely, until it is given up.

    :param newest: begin with what was written last, for a request that waits for its own
    """
    done, still = 0, set(_HANDLERS if kinds is None else kinds)
    for _ in range(limit):
        result = _run_one(still, newest=newest)
        if result is None:
            break
        if isinstance(result, indexing.SolrAwayError):
            # each further one would wait for the time-out again, and keep the mails waiting
            still.discard("index")
        done += result is True
    return done


def _run_one(kinds: Collection[str], *, newest: bool) -> bool | Exception | None:
    """Do one task; return True, what went wrong, or None when there is none."""
    order = (Outbox.id.desc(),) if newest else (Outbox.due, Outbox.id)
    task = (
        waiting()
        .filter(Outbox.due <= now(), Outbox.kind.in_(kinds), Outbox.begun_at.is_(None))
        .order_by(*order)
        .with_for_update(skip_locked=True)
        .first()
    )
    if task is None:
        model.Session.rollback()
        return None
    number, kind, payload = task.id, task.kind, dict(task.payload)
    if kind in ONCE:
        task.begun_at = now()
        model.Session.commit()
    try:
        _HANDLERS[kind](payload)
    except Exception as error:  # noqa: BLE001 - whatever a handler meets, the task must stay
        model.Session.rollback()
        _postpone(number, error)
        return error
    _done(number)
    log.info("outbox: %s %s done", kind, number)
    return True


def waiting() -> Query[Outbox]:
    """Return the tasks that are neither done nor given up."""
    return model.Session.query(Outbox).filter(Outbox.done_at.is_(None), Outbox.dead_at.is_(None))


def _done(number: int) -> None:
    task = model.Session.get(Outbox, number)
    if task is not None:
        task.done_at = now()
    model.Session.commit()


def _postpone(number: int, error: Exception) -> None:
    task = model.Session.get(Outbox, number, with_for_update=True)
    if task is None or task.done_at is not None:
        model.Session.rollback()
        return
    task.attempts += 1
    task.begun_at = None
    task.due = now() + min(timedelta(seconds=2 ** min(task.attempts, 20)), _LONGEST_WAIT)
    task.error = f"{type(error).__name__}"
    # a Solr that is away says nothing against the task: it waits for as long as that takes
    too_often = task.attempts >= config.outbox_attempts() and not isinstance(error, indexing.SolrAwayError)
    if too_often or isinstance(error, Unsure):
        task.dead_at = now()
    outcome = "given up" if task.dead_at else "tried again later"
    log.warning("outbox: %s %s failed (attempt %s): %s, %s", task.kind, number, task.attempts, task.error, outcome)
    model.Session.commit()


def bury_lost() -> int:
    """Give up tasks done once whose worker died over them; return how many. The caller commits."""
    lost = waiting().filter(Outbox.begun_at < now() - _LOST_AFTER).with_for_update(skip_locked=True).all()
    for task in lost:
        task.dead_at, task.error = now(), "Interrupted"
        log.error("outbox: the worker died over %s %s; it is not repeated", task.kind, task.id)
    return len(lost)


def revive(numbers: Collection[int] | None = None) -> int:
    """Have tasks that were given up tried again (all, or some by number); return how many. The caller commits."""
    query = model.Session.query(Outbox).filter(Outbox.dead_at.is_not(None), Outbox.done_at.is_(None))
    if numbers is not None:
        query = query.filter(Outbox.id.in_(numbers))
    tasks = query.with_for_update().all()
    for task in tasks:
        task.dead_at = task.begun_at = None
        task.attempts, task.due = 0, now()
    return len(tasks)


def dead(limit: int = 100) -> list[Outbox]:
    """Return the newest tasks that were given up."""
    query = model.Session.query(Outbox).filter(Outbox.dead_at.is_not(None), Outbox.done_at.is_(None))
    return query.order_by(Outbox.dead_at.desc()).limit(limit).all()


def pending() -> int:
    """Return how many tasks wait, due or not."""
    return int(waiting().with_entities(sa.func.count()).scalar() or 0)
