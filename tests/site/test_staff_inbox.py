"""Tasks, calendar and audit trail in a browser: on a wide screen and on a phone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .staff import logins, open_desk, press, told

FILE = Path(__file__).parents[1] / "data" / "field" / "fc77_ngay_lam_viec.tsv"
PLACES = {
    "dau-moi": ("/tasks", "/calendar?year=2026", "/audit"),
    "thanh-tra": ("/tasks", "/audit"),
    "quan-tri": ("/tasks", "/audit"),
}


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_fit_the_screen_and_say_everything_in_vietnamese(site, browser, demo, width):
    for login, addresses in {**PLACES, logins(demo)["agency_head"]: ("/tasks", "/calendar")}.items():
        desk = open_desk(browser, site, demo, login, width=width)
        for address in addresses:
            answer = desk.goto(address)
            assert answer.status == 200, (login, address)
            assert fits(desk), (login, address)
            text = desk.inner_text("main")
            assert "camau_" not in text, (login, address)
        desk.context.close()


def test_the_focal_point_loads_the_swapped_days_and_everybody_sees_them(site, browser, demo, page):
    desk = open_desk(browser, site, demo, "dau-moi")
    desk.goto("/calendar?year=2026")
    desk.click("summary:has-text('Nạp bảng ngày')")
    desk.set_input_files("#upload", str(FILE))
    assert press(desk, "button:text-is('Nạp')") == 409
    assert "Số và ngày của văn bản" in told(desk) or "Ghi số và ngày" in told(desk)
    desk.set_input_files("#upload", str(FILE))
    desk.fill("#file_document", "12729/VPCP-KGVX ngày 25/12/2025")
    assert press(desk, "button:text-is('Nạp')") == 200
    assert "15 ngày" in told(desk)
    desk.click("summary:has-text('Khai một ngày')")
    desk.fill("#day", "31/02/2026")
    desk.select_option("#kind", "holiday")
    desk.fill("#document", "Số 1")
    assert press(desk, "details[open] button") == 409
    assert "31/12/2026" in told(desk)
    desk.context.close()

    assert page.goto("/calendar?year=2026").status == 200
    swapped = page.locator("tr:has-text('10/01/2026')").inner_text()
    assert "thứ Bảy" in swapped
    assert "Ngày làm việc" in swapped
    assert "12729/VPCP-KGVX" in swapped
    assert page.locator("form[action*='/calendar/']").count() == 0
    assert page.goto("/calendar?year=1800").status == 404
    assert "/user/login" in page.request.post("/calendar/day", form={"day": "1/1/2026"}).url


def test_an_auditor_filters_and_exports_and_the_export_stands_in_the_trail(site, browser, demo):
    desk = open_desk(browser, site, demo, "thanh-tra")
    desk.goto("/audit")
    desk.select_option("#action", "camau_approve")
    press(desk, "button:text-is('Lọc')")
    rows = desk.locator(".camau-audit tbody tr")
    assert rows.count() == 50
    assert {rows.nth(n).locator("td").nth(2).inner_text() for n in range(5)} == {"Duyệt"}
    with desk.expect_download() as found:
        desk.click("button[value=jsonl]")
    lines = [json.loads(line) for line in Path(found.value.path()).read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 50
    assert {line["action_label"] for line in lines} == {"Duyệt"}
    assert all(len(line["row_hash"]) == 64 for line in lines)
    desk.goto("/audit")
    first = rows.nth(0).inner_text()
    assert "Xuất nhật ký kiểm tra" in first
    assert str(len(lines)) in first
    # a GET exports nothing; a wrong day or an unknown record is said, not an error of the server
    assert desk.request.get("/audit/export").status == 404
    assert desk.goto("/audit?since=hom+qua").status == 409
    assert desk.goto("/audit?record_id=khong-co").status == 404
    assert desk.request.post("/audit/export", form={"format": "csv"}).status == 400
    desk.context.close()


def test_a_head_sees_no_more_than_the_lines_of_the_own_records(site, browser, demo):
    desk = open_desk(browser, site, demo, logins(demo)["agency_head"])
    assert desk.goto("/audit").status == 403
    assert desk.locator("a[href$='/audit']").count() == 0
    desk.context.close()
