"""Data dictionaries from tables as officers really send them (field cases)."""

from __future__ import annotations

from pathlib import Path

import pytest

from ckanext.camau.reading.dictionary import Mismatch, check, merged, propose, shown, split_unit
from ckanext.camau.reading.layout import layout
from ckanext.camau.reading.tables import Table, read_tables
from ckanext.camau.reading.values import type_of

FIELD = Path(__file__).parents[2] / "data" / "field"


def _file(name: str) -> Table:
    table = shown(read_tables(FIELD / name))
    assert table
    return table


def _types(table: Table) -> dict[str, str]:
    return {row["column"]: row["type"] for row in propose(table)}


def _of(*rows: list[str], **more: object) -> Table:
    return Table("", hidden=False, rows=list(rows), **more)  # type: ignore[arg-type]


def test_one_letter_among_numbers_makes_codes_not_numbers():
    table = _file("fc58_ma_lan_so_va_chu.csv")
    assert _types(table) == {"mã trường": "code", "tên trường": "text", "số học sinh": "integer"}
    assert check(propose(table), table) == []
    wrong = [{**row, "type": "integer"} if row["column"] == "mã trường" else row for row in propose(table)]
    (found,) = check(wrong, table)
    assert (found.kind, found.column, found.rows, found.count) == ("misfit", "mã trường", (2, 3, 4), 58)


def test_decimal_commas_minus_signs_brackets_and_units():
    proposal = propose(_file("fc59_dau_phay_thap_phan.csv"))
    assert [row["type"] for row in proposal] == ["date", "text", "decimal", "text", "decimal", "text"]
    assert [row.get("unit", "") for row in proposal] == ["", "", "‰", "mm", "đồng", ""]
    assert proposal[2]["label"] == "độ mặn"
    assert [row.get("key", "") for row in proposal] == ["true", *[""] * 5]


def test_one_day_that_is_none_makes_text():
    table = _file("fc64_ngay_thang_lan_lon.xlsx")
    assert _types(table)["ngày ban hành"] == "text"
    wrong = [{"column": "dòng", "type": "integer"}, {"column": "ngày ban hành", "type": "date"}]
    assert check([*wrong, {"column": "đúng ra là"}], table) == [
        Mismatch("misfit", "ngày ban hành", "date", (5, 6, 7), 8)
    ]


def test_long_equal_and_empty_headings():
    table = _file("fc72_tieu_de_dai_va_trung.csv")
    columns = [row["column"] for row in propose(table)]
    assert len(set(columns)) == 6
    assert columns[1].endswith("(đúng hạn)")
    assert columns[3:] == ["ghi chú", "ghi chú (2)", "#6"]
    assert layout(table).renamed == ("ghi chú (2)", "#6")
    assert not any(row.get("unit") for row in propose(table))


def test_headings_over_three_rows_and_numbers_of_columns():
    table = _file("fc63_tieu_de_gop_ba_dong.xlsx")
    assert [row["column"] for row in propose(table)] == [
        "STT",
        "Tên cơ sở dữ liệu",
        "Khai thác, sử dụng – Mặc định",
        "Khai thác, sử dụng – Theo yêu cầu đặc thù – Trong tỉnh",
        "Khai thác, sử dụng – Theo yêu cầu đặc thù – Ngoài tỉnh",
        "Thời gian – Bắt đầu",
        "Thời gian – Hoàn thành",
    ]


def test_what_is_hidden_is_no_part_of_it():
    table = _of(
        ["a", "b", "c"], ["1", "mật", "2"], ["x", "", "y"], hidden_rows=frozenset({2}), hidden_columns=frozenset({1})
    )
    assert _types(table) == {"a": "integer", "c": "integer"}
    hidden = Table("ẩn", hidden=True, rows=[["a"], ["1"]])
    assert shown([hidden, table]) is table
    assert shown([hidden]) is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1", "2", ""], "integer"),
        (["1", "2", "ba"], "text"),
        (["1.200", "3"], "text"),  # a thousand or one: nobody knows
        (["1.200", "3,5"], "decimal"),
        (["1.200", "1.234.567"], "integer"),
        (["1.5", "2"], "decimal"),
        (["1 234 567", "8"], "integer"),
        (["00987", "12"], "code"),
        (["096190012345678", "1"], "code"),
        (["9619001234567890"], "code"),
        (["2026-01-31", "1/2/2026"], "date"),
        (["01/13/2026", "1/2/2026"], "text"),
        (["2026-01-31 10:00", "2026-02-01"], "datetime"),
        (["Có", "không"], "boolean"),
        (["POINT (105 9)"], "geometry"),
        (["", " "], "text"),
    ],
)
def test_all_values_decide(values: list[str], expected: str):
    assert type_of(values) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Sản lượng (tấn)", ("Sản lượng", "tấn")),
        ("Thu ngân sách (triệu đồng)", ("Thu ngân sách", "triệu đồng")),
        ("Năng suất (tạ/ha)", ("Năng suất", "tạ/ha")),
        ("Số dân (ĐVT: người)", ("Số dân", "người")),
        ("mã (minh họa)", ("mã (minh họa)", "")),
    ],
)
def test_units_stand_in_brackets(heading: str, expected: tuple[str, str]):
    assert split_unit(heading) == expected


def test_columns_that_only_one_of_both_has():
    table = _of(["a", "b"], ["1", "x"], ["1", "y"])
    written = [{"column": "a", "type": "integer", "meaning": "số"}, {"column": "c", "type": "text"}]
    assert check(written, table) == [Mismatch("missing", "c"), Mismatch("extra", "b")]
    assert merged(written, propose(table)) == [*written, {"column": "b", "label": "b", "type": "text", "key": "true"}]
    assert propose(_of()) == []
