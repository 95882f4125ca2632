"""From a term of the legal register to a due date, and what a due date means today. Pure."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from ckanext.camau.deadlines.calendar import Calendar, local_day
from ckanext.camau.legal.register import Term
from ckanext.camau.workflow.messages import N_, Message

DueState = Literal["ok", "soon", "overdue"]

#: So many working days before the end a due date counts as near.
SOON: Final = 1


@dataclass(frozen=True)
class Due:
    """A due date that runs: ``days_left`` are working days after today, negative once it is over."""

    subject_id: str
    term: str
    started: datetime
    due_on: date
    days_left: int
    state: DueState

    @property
    def words(self) -> Message:
        """What is left, in words."""
        return words(self.days_left, self.state)


def due_date(calendar: Calendar, start: date | datetime, term: Term) -> date:
    """Return the last day of a term that starts at a moment; it ends with that day in Viet Nam.

    Working days are counted from the next day on; a term of days or months that would end on a day off ends on the next
    working day (Civil Code 148(5)); a date of every year is the next one and stays as it is.
    """
    day = local_day(start)
    if term.unit == "working_day":
        return calendar.add_working_days(day, term.amount or 0)
    if term.unit == "day":
        return calendar.next_working(date.fromordinal(day.toordinal() + (term.amount or 0)))
    if term.unit == "month":
        return calendar.next_working(_months_later(day, term.amount or 0))
    if term.fixed:
        return _next(day, *term.fixed)
    return calendar.next_working(day)


def _months_later(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def _next(day: date, month: int, number: int) -> date:
    """Return the next such date; 29 February is the 28th in most years."""
    for year in (day.year, day.year + 1):
        found = date(year, month, min(number, months.monthrange(year, month)[1]))
        if found >= day:
            return found
    raise AssertionError(day)


def standing(calendar: Calendar, due_on: date, today: date) -> tuple[int, DueState]:
    """Return how many working days are left and what that means; past the due date they count backwards."""
    left = calendar.working_days_between(today, due_on)
    if today > due_on:
        return left, "overdue"
    return left, "soon" if left <= SOON else "ok"


def words(days_left: int, state: str) -> Message:
    """Return what is left in words: colour alone must never say it."""
    number = {"number": str(abs(days_left))}
    if state == "overdue":
        # after the due date, yet no working day has begun since
        return Message(N_("%(number)s working days overdue"), number) if days_left else Message(N_("just overdue"))
    if days_left == 0:
        return Message(N_("today is the last day"))
    return Message(N_("%(number)s working days left"), number)
