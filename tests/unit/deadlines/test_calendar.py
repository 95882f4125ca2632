"""Working days: the library's holidays, the province's own days over them, terms across Tết (FC-77, F16, F25, 71)."""

import os
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.camau.dates import ZONE
from ckanext.camau.deadlines import calendar, table, terms
from ckanext.camau.deadlines.calendar import Calendar
from ckanext.camau.legal.register import Term

FILE = Path(__file__).parents[2] / "data" / "field" / "fc77_ngay_lam_viec.tsv"
DAYS = table.read(FILE.read_bytes())
PROVINCE = Calendar({day.day: day.kind for day in DAYS})


def local(day, clock):
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZONE)


def term(unit, amount=None, fixed=None):
    return Term("t-1", "t", unit, "D32 11", amount, fixed)


def test_the_days_are_as_the_table_of_the_field_says():
    expected = dict(line.split("\t")[:2] for line in FILE.read_text(encoding="utf-8").splitlines()[1:])
    assert len(expected) == len(DAYS) == 15
    assert {day: PROVINCE.is_working(date.fromisoformat(day)) for day in expected} == {
        day: word == "làm" for day, word in expected.items()
    }


def test_the_library_alone_does_not_know_the_swap_of_january_2026():
    swapped = [day for day in (date(2026, 1, 2), date(2026, 1, 10)) if Calendar().is_working(day) != (day.day == 10)]
    assert len(swapped) == 2
    # the others of the file it knows: the table only has to name what it does not
    assert [d.day for d in DAYS if Calendar().is_working(d.day) != (d.kind == "working")] == swapped


@pytest.mark.parametrize("clock", ["16:59", "17:00", "23:59:59"])
@pytest.mark.parametrize(
    ("start", "due"),
    [
        # 31/12, (1/1, 2/1 off, weekend), 5, 6, 7, 8/1
        ("2025-12-30", "2026-01-08"),
        # (Tết: 16–20/2 off, weekends), 23, 24, 25, 26, 27/2
        ("2026-02-13", "2026-02-27"),
        # the 24th, weekend, 27/4 in lieu, 28 and 29/4, 30/4 and 1/5 off, weekend, 4 and 5/5
        ("2026-04-23", "2026-05-05"),
        # (weekend, 31/8 swapped for 22/8, 1 and 2/9 off), 3, 4, (weekend), 7, 8, 9/9
        ("2026-08-28", "2026-09-09"),
        # 9/1, Saturday 10/1 works, 12, 13, 14/1
        ("2026-01-08", "2026-01-14"),
    ],
)
def test_five_working_days_counted_by_hand(start, due, clock):
    assert PROVINCE.add_working_days(local(start, clock), 5) == date.fromisoformat(due)


def test_a_submission_a_minute_before_midnight_belongs_to_that_day_and_one_after_to_the_next():
    late, later = local("2026-11-27", "23:59:59"), local("2026-11-28", "00:00:00")
    assert late.weekday() == 4
    assert late.astimezone(UTC).date() == later.astimezone(UTC).date() == date(2026, 11, 27)
    assert PROVINCE.add_working_days(late, 1) == PROVINCE.add_working_days(later, 1) == date(2026, 11, 30)
    thursday, friday = local("2026-11-26", "23:59:59"), local("2026-11-27", "00:00:00")
    assert PROVINCE.add_working_days(thursday, 1) == date(2026, 11, 27)
    assert PROVINCE.add_working_days(friday, 1) == date(2026, 11, 30)
    # without a zone a moment is UTC, as CKAN stores them
    assert calendar.local_day(datetime(2026, 11, 26, 17, 0)) == date(2026, 11, 27)  # noqa: DTZ001


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_neither_the_zone_of_the_server_nor_that_of_the_moment_moves_a_due_date(zone, monkeypatch):
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    try:
        start = local("2026-02-13", "23:59").astimezone(ZoneInfo(zone))
        assert PROVINCE.add_working_days(start, 5) == date(2026, 2, 27)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_units_of_the_register():
    friday = date(2026, 11, 27)
    assert terms.due_date(PROVINCE, friday, term("working_day", 7)) == date(2026, 12, 8)
    # the 28th is a Saturday: the next working day
    assert terms.due_date(PROVINCE, friday, term("day", 1)) == date(2026, 11, 30)
    assert terms.due_date(PROVINCE, date(2026, 8, 31), term("month", 6)) == date(2027, 3, 1)
    assert terms.due_date(PROVINCE, date(2026, 1, 1), term("immediately")) == date(2026, 1, 5)
    assert terms.due_date(PROVINCE, friday, term("fixed_date", fixed=(12, 31))) == date(2026, 12, 31)
    assert terms.due_date(PROVINCE, date(2026, 12, 31), term("fixed_date", fixed=(2, 29))) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("today", "left", "state", "said"),
    [
        ("2026-11-24", 3, "ok", "3 working days left"),
        ("2026-11-26", 1, "soon", "1 working days left"),
        ("2026-11-27", 0, "soon", "today is the last day"),
        ("2026-11-28", 0, "overdue", "just overdue"),
        ("2026-11-30", -1, "overdue", "1 working days overdue"),
        ("2026-12-02", -3, "overdue", "3 working days overdue"),
    ],
)
def test_what_is_left_is_said_in_words(today, left, state, said):
    # the 24th is a holiday since 2025
    found = terms.standing(PROVINCE, date(2026, 11, 27), date.fromisoformat(today))
    assert found == (left, state)
    assert terms.words(*found).translated(str) == said


DAY = st.dates(date(2015, 1, 1), date(2035, 12, 31))
TABLE = st.dictionaries(DAY, st.sampled_from(calendar.DAY_KINDS), max_size=40)


@given(TABLE, DAY, st.integers(0, 60))
def test_a_due_date_is_a_working_day_and_counts_back_to_its_start(days, start, count):
    own = Calendar(days)
    due = own.add_working_days(start, count)
    assert own.is_working(due)
    if count:
        assert own.working_days_between(start, due) == count
        assert own.working_days_between(due, start) == -count
    assert due >= start
    assert own.add_working_days(due, 1) > due


@given(TABLE, DAY, st.integers(1, 30), DAY)
def test_one_more_day_off_never_brings_a_due_date_forward(days, start, count, changed):
    before, after = Calendar(days), Calendar({**days, changed: "holiday"})
    assert after.add_working_days(start, count) >= before.add_working_days(start, count)


@given(DAY, st.integers(0, 20))
def test_a_start_later_in_the_day_or_on_a_later_day_is_never_due_earlier(start, count):
    morning, night = local(start, "00:00"), local(start, "23:59:59")
    assert PROVINCE.add_working_days(morning, count) == PROVINCE.add_working_days(night, count)
    assert PROVINCE.add_working_days(start + timedelta(1), count) >= PROVINCE.add_working_days(start, count)


def test_a_table_without_any_working_day_is_refused_and_does_not_run_for_ever():
    never = Calendar(
        {date.fromordinal(n): "holiday" for n in range(date(2098, 1, 1).toordinal(), date(2100, 1, 1).toordinal())}
    )
    with pytest.raises(calendar.NoWorkingDay):
        never.add_working_days(date(2098, 1, 1), 1)
    with pytest.raises(ValueError, match="-1"):
        PROVINCE.add_working_days(date(2026, 1, 1), -1)
