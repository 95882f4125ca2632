from __future__ import annotations

import pytest

from ckanext.camau.feed import values, vocabulary


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://a.example/x", "https://a.example/x"),
        (
            " https://c.example/đường dẫn?q=a|b ",
            "https://c.example/%C4%91%C6%B0%E1%BB%9Dng%20d%E1%BA%ABn?q=a%7Cb",
        ),
        ("https://a.example/100%?x=1&y=2#z", "https://a.example/100%25?x=1&y=2#z"),
        ("https://a.example/%C4%91", "https://a.example/%C4%91"),
        ("HTTP://A.Example:8080/a[1]", "http://a.example:8080/a%5B1%5D"),
        ("https://tỉnh.example/", "https://xn--tnh-dlz.example/"),
        ("https://a.example/b?u=https://c.example/", "https://a.example/b?u=https://c.example/"),
    ],
)
def test_address_encodes_what_is_merely_unencoded(typed, expected):
    assert values.address(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "https://a.example/x https://b.example/y",
        "https://a.example/x\nhttps://b.example/y",
        "www.example.vn/tai-lieu",
        "<https://d.example/>",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://user:secret@a.example/",
        "https://a.example:99999/",
        "https:///x",
        "https://a b.example/",
        "http://[::1",
    ],
)
def test_address_leaves_out_what_is_not_one_address(typed):
    assert values.address(typed) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("van.thu@example.vn", "mailto:van.thu@example.vn"),
        ("mailto: van.thu @example.vn", "mailto:van.thu@example.vn"),
        ("văn.thư@example.vn", None),
        ("a b@example.vn", None),
        ("a@b", None),
        ("a@example.vn, b@example.vn", None),
        ("", None),
    ],
)
def test_mailbox(typed, expected):
    assert values.mailbox(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("(0290) 3.000.000 – máy lẻ 12", "tel:+842903000000;ext=12"),
        ("0290 3831123", "tel:+842903831123"),
        ("+84 290-3831-123", "tel:+842903831123"),
        ("0290 3831123, 0290 3831124", "tel:+842903831123"),
        ("1022", "tel:1022;phone-context=+84"),
        ("văn thư", None),
        ("", None),
    ],
)
def test_telephone(typed, expected):
    assert values.telephone(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1904", ("1904", "gYear")),
        ("2024-05", ("2024-05", "gYearMonth")),
        ("2026-01-05", ("2026-01-05", "date")),
        ("05/01/2026", ("2026-01-05", "date")),
        ("1975-04-30T11:30", ("1975-04-30T11:30:00+08:00", "dateTime")),
        ("2026-01-05T11:30:00Z", ("2026-01-05T18:30:00+07:00", "dateTime")),
        ("0000", None),
        ("2024-13", None),
        ("31/02/2026", None),
        ("2026-W01-1", None),
        ("quý I", None),
    ],
)
def test_point_says_what_is_known_and_no_more(typed, expected):
    found = values.point(typed)
    assert (found and (found.value, found.datatype.rsplit("#", 1)[1])) == expected


def test_period_reversed_is_left_out_and_open_ends_stay_open():
    assert values.period("2026-12-31", "2026-01-01") == (None, None)
    assert values.period("2026-05", "2026") != (None, None)
    first, last = values.period("2026-01-05", "")
    assert first is not None
    assert last is None


def test_only_languages_that_we_know_leave():
    assert values.language_tag("vi_VN") == "vi"
    assert values.language("vi-Latn-VN") == vocabulary.VIETNAMESE
    for typed in ("", "tiếng Việt", "français", "x" * 300):
        assert values.language_tag(typed) == ""
        assert values.language(typed) is None


def test_media_type_drops_parameters():
    assert values.media_type("text/csv; charset=utf-8") == "text/csv"
    assert values.media_type("CSV") == ""
    assert values.media_type("text/<x>") == ""
