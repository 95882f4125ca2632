"""Agencies and administrative units in a browser, wide and narrow; the forms of officers and delegations by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .staff import logins, open_desk, press, told

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from portal.running_site import RunningSite

PAGES = (
    "/agency/", "/agency/?q=ngoc hien", "/agency/ubnd-huyen-ngoc-hien", "/agency/so-khoa-hoc-va-cong-nghe",
    "/place/", "/place/?q=P.2", "/place/old-973", "/place/32248",
)  # fmt: skip


#: What stands out of the window to the right: nothing on a good page.
_WIDE = """() => [...document.querySelectorAll("main *")].map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width > 1 && box.right > document.documentElement.clientWidth + 1)
    .filter(([one]) => document.documentElement.scrollWidth > document.documentElement.clientWidth)
    .map(([one]) => one.outerHTML.slice(0, 160))"""


def too_wide(page: Page) -> list[str]:
    page.wait_for_load_state("load")
    return page.evaluate(_WIDE)


@pytest.mark.parametrize("width", [1280, 360])
def test_public_pages_without_javascript(browser: Browser, site: RunningSite, demo: dict[str, Any], width: int):
    context = browser.new_context(
        base_url=site.url, java_script_enabled=False, locale="vi-VN", viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    for address in PAGES:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert too_wide(page) == [], address
    page.goto("/agency/")
    page.get_by_role("searchbox", name="Tên (có dấu hoặc không dấu) hoặc mã").fill("xa vien an")
    page.get_by_role("search", name="Tìm cơ quan, đơn vị").get_by_role("button").click()
    page.get_by_role("link", name="Ủy ban nhân dân xã Viên An, huyện Ngọc Hiển").click()
    assert "kết thúc hoạt động ngày 30/06/2025" in page.locator("main").inner_text()
    page.get_by_role("link", name="Xã Viên An, huyện Ngọc Hiển").last.click()
    assert "Xã Đất Mũi – một phần" in page.locator("main").inner_text()
    context.close()


def test_a_head_names_an_officer_and_delegates(browser: Browser, site: RunningSite, demo: dict[str, Any]):
    head = logins(demo)["agency_head"]
    page = open_desk(browser, site, demo, head, width=360)
    agency = demo[head]["agency"]
    page.goto(f"/agency/{agency}")
    assert too_wide(page) == []
    page.get_by_role("link", name="Phân công cán bộ đầu mối").click()
    page.wait_for_url("**/focal-officer")
    assert too_wide(page) == []
    page.fill("#name", "Cán bộ thử (minh họa)")
    page.fill("#email", "không phải thư")
    page.fill("#valid_from", "31/2/2026")
    assert press(page, ".camau-actions button") == 409
    assert "Thư điện tử" in told(page)
    assert page.input_value("#name") == "Cán bộ thử (minh họa)"
    assert page.locator("#phone-error").is_visible()
    page.fill("#position", "Chuyên viên")
    page.fill("#phone", "0290 000 0000")
    page.fill("#email", "thu@camau.example")
    page.fill("#valid_from", "31/1/2030")
    page.fill("#valid_to", "30/1/2030")
    assert press(page, ".camau-actions button") == 409
    assert page.locator("#valid_to-error").is_visible()
    page.fill("#valid_to", "")
    assert press(page, ".camau-actions button") == 200
    assert "Đã ghi nhận" in page.locator("main").inner_text()
    assert page.locator("table tbody tr").count() >= 2

    page.goto("/delegations")
    assert too_wide(page) == []
    assert press(page, ".camau-actions button") == 409
    assert page.locator("#document-error").is_visible()
    page.fill("#to_user", logins(demo)["editor"])
    page.select_option("#role", "agency_head")
    page.select_option("#agency", index=1)
    page.fill("#valid_from", "1/11/2030")
    page.fill("#valid_to", "2/11/2030")
    page.fill("#document", "Giấy ủy quyền số 1 (minh họa)")
    assert press(page, ".camau-actions button") == 200, told(page)
    assert "Giấy ủy quyền số 1" in page.locator("table").inner_text()
    page.context.close()
