"""The public pages in a real browser: two widths, with and without JavaScript, and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages_english import english_in
from portal.running_site import RunningSite

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

WIDTHS = (1280, 360)
#: Addresses that start no page of ours.
NO_PAGE = ("/catalog.", "/api/", "/download/", "/file")
LIMIT = 45


class Visit:
    """A guest's browser that notes what it asked for and what went wrong."""

    def __init__(self, page: Page, site: RunningSite) -> None:
        self.page, self.site = page, site
        self.foreign: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._asked)
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.site.url).netloc:
            self.foreign.append(request.url)

    def look(self, address: str) -> list[str]:
        """Open a page, judge it, return its links."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        body = self.page.locator("body")
        body.locator("[lang=en]").evaluate_all("all => all.forEach(one => one.remove())")
        assert english_in(body.inner_text()) == [], address
        overflow = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{address} is {overflow} px too wide"
        return self.page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")


@pytest.fixture(params=WIDTHS)
def visit(request: pytest.FixtureRequest, browser: Browser, site: RunningSite) -> Iterator[Visit]:
    context = browser.new_context(
        base_url=site.url,
        locale="vi-VN",
        viewport={"width": request.param, "height": 800},
        java_script_enabled=True,
    )
    yield Visit(context.new_page(), site)
    context.close()


def pages_of(site: RunningSite, links: list[str]) -> list[str]:
    """Return the links that lead to pages of the portal, without fragments, the facets of one search only once."""
    found: dict[str, str] = {}
    for link in links:
        parts = urlsplit(link)
        inside = parts.netloc in ("", urlsplit(site.url).netloc) and parts.path.startswith("/")
        if inside and not any(mark in parts.path for mark in NO_PAGE) and not parts.path.startswith("/id/"):
            found.setdefault(
                parts.path + ("?" if parts.query else ""), parts.path + (f"?{parts.query}" if parts.query else "")
            )
    return list(found.values())


def test_every_page_that_a_guest_reaches(visit: Visit, site: RunningSite, demo: dict[str, Any]):
    waiting, seen = ["/"], set()
    while waiting and len(seen) < LIMIT:
        address = waiting.pop(0)
        seen.add(address.split("?")[0] + ("?" if "?" in address else ""))
        for link in pages_of(site, visit.look(address)):
            key = link.split("?")[0] + ("?" if "?" in link else "")
            if key not in seen and link not in waiting:
                waiting.append(link)
    assert len(seen) >= 20
    assert visit.foreign == []
    assert visit.errors == []


@pytest.mark.parametrize("width", WIDTHS)
def test_search_to_download_without_javascript(browser: Browser, site: RunningSite, demo: dict[str, Any], width: int):
    context = browser.new_context(
        base_url=site.url, java_script_enabled=False, viewport={"width": width, "height": 800}, accept_downloads=True
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("don vi hanh chinh")
    page.get_by_role("search").get_by_role("button").click()
    assert "kết quả" in page.locator("h1").inner_text()
    if width < 600:
        page.get_by_label("Hiện bộ lọc").check()
    page.get_by_role("link", name="Tập dữ liệu mở").first.click()
    page.locator("main h3 a").first.click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải về").first.click()
    assert waiting.value.path().stat().st_size > 0
    context.close()


def test_keyboard_reaches_the_content_first(visit: Visit, demo: dict[str, Any]):
    visit.page.goto("/about")
    visit.page.keyboard.press("Tab")
    focused = visit.page.locator(":focus")
    assert focused.inner_text() == "Chuyển đến nội dung chính"
    assert focused.evaluate("one => getComputedStyle(one).outlineStyle") != "none"


def test_home_is_light(visit: Visit, demo: dict[str, Any]):
    sizes: list[int] = []
    visit.page.on("response", lambda answer: sizes.append(len(answer.body())))
    visit.page.goto("/", wait_until="networkidle")
    assert sum(sizes) < 200_000


def test_a_page_of_each_type_is_accessible(visit: Visit, demo: dict[str, Any]):
    found: list[tuple[str, str, str]] = []
    for record_type in ("database", "data_service", "usage_rule", "dataset"):
        visit.page.goto(f"/dataset/?dataset_type={record_type}")
        address = visit.page.locator("main h3 a").first.get_attribute("href") or ""
        visit.look(address)
        for violation in Axe().run(visit.page).response["violations"]:
            if violation["impact"] in {"serious", "critical"}:
                found += [(address, violation["id"], node["html"][:200]) for node in violation["nodes"][:3]]
    assert not found
