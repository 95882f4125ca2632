"""Days and moments: typed, stored, shown."""

from datetime import UTC, date, datetime

import pytest

from ckanext.camau.dates import iso_date, vietnamese_date, vietnamese_moment


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2026-11-25", "25/11/2026"), ("2026-11", "11/2026"), ("2026", "2026"), ("", ""), (None, ""),
        ("hôm nay", "hôm nay"),
        ("2026-11-12T20:00:00", "13/11/2026"), ("2026-11-12T20:00:00.123456", "13/11/2026"),
        ("2026-11-12T20:00:00+07:00", "12/11/2026"), (date(2026, 1, 2), "02/01/2026"),
        (datetime(2026, 12, 31, 18, tzinfo=UTC), "01/01/2027"),
    ],
)  # fmt: skip
def test_dates_as_people_read_them(value, shown):
    assert vietnamese_date(value) == shown


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("31/12/2026", "2026-12-31"),
        ("1/3/2026", "2026-03-01"),
        ("1-3-2026", "2026-03-01"),
        ("1.3.2026", "2026-03-01"),
        ("12/2026", "2026-12"),
        ("2026", "2026"),
        ("2026-03-01", "2026-03-01"),
        ("13/13/2026", "2026-13-13"),  # no date: the gate says so at the field
        ("hôm qua", "hôm qua"),
    ],
)
def test_dates_day_first_always(typed, stored):
    assert iso_date(typed) == stored


@pytest.mark.parametrize("stored", ["2026-03-01", "2026-03", "2026", ""])
def test_showing_and_saving_a_date_changes_nothing(stored):  # FC-14
    assert iso_date(vietnamese_date(stored)) == stored


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2026-11-12T20:00:00", "03:00 13/11/2026"),
        ("2026-11-12T20:00:00+07:00", "20:00 12/11/2026"),
        (datetime(2026, 12, 31, 18, tzinfo=UTC), "01:00 01/01/2027"),
        ("2026-11-12", "2026-11-12"),
        ("", ""),
    ],
)
def test_moments_as_people_read_them(value, shown):
    assert vietnamese_moment(value) == shown
