"""The calendar of working days: holidays of Viet Nam as the library knows them, and the province's own days. Pure.

The province's day has the last word: the library learns of swapped days late or never (2 and 10 January 2026).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Final, Literal, get_args

import holidays

from ckanext.camau.dates import ZONE

DayKind = Literal["holiday", "working"]
DAY_KINDS: Final[tuple[DayKind, ...]] = get_args(DayKind)

#: Days of which the calendar tells anything; later ones would only be guessed.
FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2099, 12, 31)

_ONE_DAY: Final = timedelta(days=1)


class NoWorkingDay(ValueError):
    """The calendar has not that many working days; a table that declares whole decades a holiday is wrong."""


@dataclass(frozen=True)
class Calendar:
    """Which days are worked on. ``days`` are the province's own: they stand over the library's."""

    days: Mapping[date, DayKind] = field(default_factory=dict[date, DayKind])

    def is_working(self, day: date) -> bool:
        """Tell whether the offices of the province work on a day."""
        own = self.days.get(day)
        return own == "working" if own else _usual(day)

    def add_working_days(self, start: date | datetime, count: int) -> date:
        """Return the last day of a term of working days.

        The day on which it starts is not counted, whatever the hour (Civil Code 147(2)); a term of 0 days ends on that
        day or on the next working one.

        :raises ValueError: a negative count
        """
        if count < 0:
            raise ValueError(count)
        day = local_day(start)
        if count == 0:
            return self.next_working(day)
        following = self._working_from(day + _ONE_DAY)
        return [next(following) for _ in range(count)][-1]

    def next_working(self, day: date) -> date:
        """Return the day itself if it is worked on, else the next one that is (Civil Code 148(5))."""
        return next(self._working_from(day))

    def working_days_between(self, first: date, last: date) -> int:
        """Return how many working days lie after one day up to another, that one included; negative backwards."""
        if last < first:
            return -self.working_days_between(last, first)
        return sum(self.is_working(first + _ONE_DAY * number) for number in range(1, (last - first).days + 1))

    def _working_from(self, day: date) -> Iterator[date]:
        while day <= LAST_DAY:
            if self.is_working(day):
                yield day
            day += _ONE_DAY
        raise NoWorkingDay(day.isoformat())


def local_day(moment: date | datetime) -> date:
    """Return the day of a moment in Viet Nam; one without a zone is UTC, as CKAN stores them."""
    if not isinstance(moment, datetime):
        return moment
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(ZONE).date()


def names_of(year: int) -> Mapping[date, str]:
    """Return the holidays of a year that the library knows, in Vietnamese, by day."""
    return dict(sorted(holidays.country_holidays("VN", years=year, language="vi").items()))


def usual_swaps(year: int) -> list[date]:
    """Return the Saturdays and Sundays of a year that the library counts as working days."""
    first = date(year, 1, 1)
    days = (first + _ONE_DAY * number for number in range(366))
    return [day for day in days if day.year == year and day.weekday() >= _SATURDAY and _usual(day)]


_SATURDAY: Final = 5


@cache
def _library() -> holidays.HolidayBase:
    return holidays.country_holidays("VN")


@lru_cache(maxsize=8192)
def _usual(day: date) -> bool:
    return _library().is_working_day(day)
