"""A table of holidays and swapped days: as people send it, and what is wrong with it row by row."""

from datetime import date

import pytest

from ckanext.camau.deadlines import table
from ckanext.camau.deadlines.table import Day, TableError

TEXT = "\ufeffNgày;Loại;Lý do\r\n10/01/2026;Làm bù;Hoán đổi với ngày 02/01\r\n2026-01-02;nghỉ;\r\n"


@pytest.mark.parametrize("data", [TEXT.encode(), TEXT[1:].replace(";", ",").encode(), TEXT.encode("utf-16")])
def test_dates_day_first_separators_and_encodings_as_excel_writes_them(data):
    assert table.read(data) == [
        Day(date(2026, 1, 10), "working", "Hoán đổi với ngày 02/01"),
        Day(date(2026, 1, 2), "holiday", ""),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", {0}),
        ("a\tb\n1\t2\n", {1}),
        (
            "ngày\tphải là\n30/02/2026\tnghỉ\n2026-01-02\tcó lẽ\n2026-01-03\tlàm\n03/01/2026\tnghỉ\n1/1/1999\tnghỉ\n",
            {2, 3, 5, 6},
        ),
        ("ngày\tphải là\tvì\n2026-01-02\tnghỉ\t" + "x" * 301 + "\n", {2}),
        ("ngày\tphải là\n" + "2026-01-02\tnghỉ\n" * 1100, {0}),
    ],
)
def test_every_wrong_row_is_named(text, rows):
    with pytest.raises(TableError) as refused:
        table.read(text.encode())
    assert set(refused.value.errors) == rows
