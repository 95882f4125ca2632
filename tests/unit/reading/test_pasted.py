"""Tables as officers paste them, and what becomes of each line."""

import time
import unicodedata

import pytest

from ckanext.camau.reading import pasted
from ckanext.camau.reading.limits import Unreadable
from ckanext.camau.schemas.fields import record_schema

ITEMS = record_schema("database").fields["data_items"]
PARAMETERS = record_schema("data_service").fields["parameters"]
TASKS = record_schema("database").fields["upgrade_tasks"]

HEAD = "STT\tMã hạng mục\tTên hạng mục\tMô tả\tMọi tổ chức, cá nhân\tSở, ban, ngành tỉnh\tCó dữ liệu cá nhân"


def test_an_inventory_with_title_column_numbers_groups_and_total():
    text = "\n".join([
        "DANH MỤC HẠNG MỤC DỮ LIỆU",
        HEAD,
        "(1)\t(2)\t(3)\t(4)\t(5)\t(6)\t(7)",
        "I\t\tTàu cá\t\t\t\t",
        "1\tTC.01\tSố đăng ký\tSố do Chi cục cấp\tmở\tMặc định\tkhông",
        "2\tTC.02\tChủ tàu\t\t-\tđặc thù\tCó",
        "\t\tTổng cộng\t2\t\t\t",
    ])  # fmt: skip
    found = pasted.understand(text, ITEMS)
    assert found.rows == [
        {"code": "TC.01", "name": "Số đăng ký", "description": "Số do Chi cục cấp", "open_to": ["public"],
         "default_to": ["department"], "personal_data": "false"},
        {"code": "TC.02", "name": "Chủ tàu", "special_to": ["department"], "personal_data": "true"},
    ]  # fmt: skip
    assert found.problems == []
    assert [line.split(" | ")[0] for line in found.skipped] == ["DANH MỤC HẠNG MỤC DỮ LIỆU", "(1)", "I", "Tổng cộng"]


def test_headings_in_any_spelling_and_decomposed_text():
    head = unicodedata.normalize("NFD", "ten hang muc\tMÃ HẠNG MỤC:\tDữ liệu mở cho")
    found = pasted.understand(f"{head}\n{unicodedata.normalize('NFD', 'Vùng nuôi')}\tV1\tMọi tổ chức, cá nhân", ITEMS)
    assert found.rows == [{"name": "Vùng nuôi", "code": "V1", "open_to": ["public"]}]


def test_a_heading_in_two_merged_lines():
    text = (
        "Mã hạng mục\tTên hạng mục\tĐối tượng khai thác\t\n\t\tMọi tổ chức, cá nhân\tBộ, ngành Trung ương\n"
        "A\tB\tmở\tmặc định"
    )
    found = pasted.understand(text, ITEMS)
    assert found.rows == [{"code": "A", "name": "B", "open_to": ["public"], "default_to": ["ministry"]}]
    assert found.unknown_columns == []


def test_what_is_not_understood_is_named_and_the_rest_of_the_row_comes():
    text = f"{HEAD}\tGhi chú riêng\n1\tA\tB\t\tmở hết\tmặc định\tchắc là có\tabc"
    found = pasted.understand(text, ITEMS)
    assert found.rows == [{"code": "A", "name": "B", "default_to": ["department"]}]
    assert [(p.row, p.column, p.text) for p in found.problems] == [
        (1, "Mọi tổ chức, cá nhân", "mở hết"), (1, "Có dữ liệu cá nhân", "chắc là có"),
    ]  # fmt: skip
    assert found.unknown_columns == ["Ghi chú riêng"]


def test_lists_of_groups_and_references_in_one_cell():
    head = "\t".join(ITEMS.row_fields[name].label_vi for name in ("name", "default_to", "delivered_by"))
    text = f"{head}\nA\tSở, ban, ngành tỉnh; commune\tDV.1"
    found = pasted.understand(text, ITEMS, {"DV.1": "id-1"}.get)
    assert found.rows == [{"name": "A", "default_to": ["department", "commune"], "delivered_by": ["id-1"]}]
    assert pasted.understand(text, ITEMS).problems[0].text == "DV.1"


def test_quoted_line_breaks_and_no_heading():
    found = pasted.understand('tu_ngay\tquery\tdate\tx\t"Từ ngày\nđến ngày ""sau"""\nma\t\t\t\t', PARAMETERS)
    assert found.rows[0]["description"] == 'Từ ngày\nđến ngày "sau"'
    assert found.rows[0]["required"] == "true"
    assert found.rows[1] == {"name": "ma"}


def test_semicolons_and_days_first():
    found = pasted.understand("Nhiệm vụ;Hoàn thành trước ngày;Đơn vị chủ trì\nNâng cấp;31/12/2026;Văn phòng", TASKS)
    assert found.rows == [{"task": "Nâng cấp", "due": "2026-12-31", "responsible": "Văn phòng"}]


def test_three_hundred_rows_are_understood_at_once():
    text = HEAD + "".join(f"\n{n}\tHM.{n:03}\tHạng mục {n}\t\tmở\tmặc định\tkhông" for n in range(1, 301))
    began = time.monotonic()
    assert len(pasted.understand(text, ITEMS).rows) == 300
    assert time.monotonic() - began < 2


def test_too_much_is_refused_in_words():
    with pytest.raises(Unreadable):
        pasted.understand("a\tb\n" * 5_001, ITEMS)


def test_nothing_gives_nothing():
    assert pasted.understand("  \n\n", ITEMS).rows == []
