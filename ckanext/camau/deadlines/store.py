"""The province's own days: what is valid, its history, declaring and withdrawing. In the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import cast

import sqlalchemy as sa

from ckan import model

from ckanext.camau.deadlines.calendar import Calendar, DayKind
from ckanext.camau.deadlines.table import Day
from ckanext.camau.model import CalendarDay
from ckanext.camau.model.base import now


def calendar_on(moment: datetime | None = None) -> Calendar:
    """Return the calendar as it is known, now or as it was at a moment."""
    query = model.Session.query(CalendarDay.day, CalendarDay.kind)
    if moment is None:
        query = query.filter(CalendarDay.withdrawn_at.is_(None))
    else:
        ended = sa.or_(CalendarDay.withdrawn_at.is_(None), CalendarDay.withdrawn_at > moment)
        query = query.filter(CalendarDay.recorded_at <= moment, ended)
    return Calendar({day: cast("DayKind", kind) for day, kind in query})


def rows(first: date, last: date, *, withdrawn: bool = False) -> list[CalendarDay]:
    """Return the days between two, both included, by day; with those that no longer hold if wished."""
    query = model.Session.query(CalendarDay).filter(CalendarDay.day >= first, CalendarDay.day <= last)
    if not withdrawn:
        query = query.filter(CalendarDay.withdrawn_at.is_(None))
    return query.order_by(CalendarDay.day, CalendarDay.recorded_at).all()


def lock() -> None:
    """Let one change of the calendar follow the other; a due date that is being made waits for it too."""
    model.Session.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext('camau_calendar'))"))


def declare(days: Sequence[Day], document: str, by: str) -> list[date]:
    """Declare days; return those that were not declared just so before. The declaration before stays as history."""
    moment, standing = now(), _valid({day.day for day in days})
    changed = [day for day in days if not _same(standing.get(day.day), day, document)]
    _end([standing[day.day] for day in changed if day.day in standing], by, moment)
    for day in changed:
        row = CalendarDay(day=day.day, kind=day.kind, name=day.name, document=document, recorded_by=by)
        row.recorded_at = moment
        model.Session.add(row)
    model.Session.flush()
    return [day.day for day in changed]


def withdraw(days: Collection[date], by: str) -> list[date]:
    """Withdraw declarations; return the days that had one. The library's word holds for them again."""
    standing = _valid(days)
    _end(list(standing.values()), by, now())
    return sorted(standing)


def _valid(days: Collection[date]) -> dict[date, CalendarDay]:
    query = model.Session.query(CalendarDay).filter(CalendarDay.withdrawn_at.is_(None), CalendarDay.day.in_(days))
    return {row.day: row for row in query}


def _same(standing: CalendarDay | None, day: Day, document: str) -> bool:
    return standing is not None and (standing.kind, standing.name, standing.document) == (day.kind, day.name, document)


def _end(rows: Sequence[CalendarDay], by: str, moment: datetime) -> None:
    for row in rows:
        row.withdrawn_at, row.withdrawn_by = moment, by
    model.Session.flush()
