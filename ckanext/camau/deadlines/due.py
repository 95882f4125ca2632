"""Due dates that run: started with a state, ended with it, moved by a late change of calendar or term.

Each function adds to the caller's transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from weakref import WeakKeyDictionary

from ckan import model

from ckanext.camau.dates import today
from ckanext.camau.deadlines import store
from ckanext.camau.deadlines.calendar import Calendar, local_day
from ckanext.camau.deadlines.terms import Due, due_date, standing
from ckanext.camau.legal import store as legal
from ckanext.camau.model import DueDate
from ckanext.camau.model.base import now

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Moved:
    """A due date that a change of the calendar or of a term moved."""

    subject_kind: str
    subject_id: str
    before: date
    after: date


def reached(kind: str, subject_id: str, term: str | None) -> None:
    """End what ran for a subject and start the term of the state that it has come to, if it has one."""
    end([subject_id])
    if term:
        start(kind, subject_id, term)


def start(kind: str, subject_id: str, term: str, at: datetime | None = None) -> date | None:
    """Start a term for a subject; return its due date.

    A term that the register does not have on that day starts nothing: the step itself must not fail for it.
    """
    moment = at or now()
    calendar, terms = _known()
    due_on = terms.due_on(calendar, moment, term)
    if due_on is None:
        log.warning("deadlines: the register has no term %s", term)
        return None
    model.Session.add(DueDate(subject_kind=kind, subject_id=subject_id, term=term, started_at=moment, due_on=due_on))
    model.Session.flush()
    return due_on


def end(subject_ids: Collection[str]) -> None:
    """End what runs for subjects."""
    running = _running().filter(DueDate.subject_id.in_(subject_ids))
    running.update({DueDate.ended_at: now()}, synchronize_session="fetch")


def open_for(subject_ids: Collection[str], on: date | None = None) -> dict[str, Due]:
    """Return the due dates that run for subjects, by subject; where several run the nearest one. Two queries."""
    if not subject_ids:
        return {}
    day, calendar = on or today(), store.calendar_on()
    found: dict[str, Due] = {}
    for row in _running().filter(DueDate.subject_id.in_(subject_ids)).order_by(DueDate.due_on.desc()):
        left, state = standing(calendar, row.due_on, day)
        found[row.subject_id] = Due(row.subject_id, row.term, row.started_at, row.due_on, left, state)
    return found


def history(subject_id: str) -> list[DueDate]:
    """Return all due dates that a subject ever had, in the order in which they were computed."""
    query = model.Session.query(DueDate).filter(DueDate.subject_id == subject_id)
    return query.order_by(DueDate.computed_at, DueDate.due_on).all()


def recompute(reason: str) -> list[Moved]:
    """Compute every due date that runs anew; those that move keep their row as history, with the reason."""
    calendar, terms = store.calendar_on(), _Terms()
    return [moved for row in _running().with_for_update().all() if (moved := _recomputed(row, calendar, terms, reason))]


def _recomputed(row: DueDate, calendar: Calendar, terms: _Terms, reason: str) -> Moved | None:
    due_on = terms.due_on(calendar, row.started_at, row.term)
    if due_on is None or due_on == row.due_on:
        return None
    row.superseded_at, row.reason = now(), reason
    model.Session.flush()
    model.Session.add(
        DueDate(
            subject_kind=row.subject_kind,
            subject_id=row.subject_id,
            term=row.term,
            started_at=row.started_at,
            due_on=due_on,
        )
    )
    return Moved(row.subject_kind, row.subject_id, row.due_on, due_on)


class _Terms:
    """The terms of the register, read once for many due dates."""

    def __init__(self) -> None:
        self._register = legal.register()

    def due_on(self, calendar: Calendar, moment: datetime, term: str) -> date | None:
        """Return the due date of a term that started at a moment: as the register has it for that day."""
        try:
            return due_date(calendar, moment, self._register.term(term, local_day(moment)))
        except KeyError:
            return None


#: Composing an edition starts hundreds of terms: calendar and register are read once a transaction.
_KNOWN: Final[WeakKeyDictionary[Any, tuple[Calendar, _Terms]]] = WeakKeyDictionary()


def _known() -> tuple[Calendar, _Terms]:
    transaction = model.Session().get_transaction()
    if transaction is None:
        return store.calendar_on(), _Terms()
    if transaction not in _KNOWN:
        _KNOWN[transaction] = store.calendar_on(), _Terms()
    return _KNOWN[transaction]


def _running() -> Any:
    return model.Session.query(DueDate).filter(DueDate.superseded_at.is_(None), DueDate.ended_at.is_(None))


def subjects(moved: Iterable[Moved], kind: str) -> list[str]:
    """Return the ids of moved subjects of a kind."""
    return [found.subject_id for found in moved if found.subject_kind == kind]
