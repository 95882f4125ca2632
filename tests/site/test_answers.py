"""The whole site is up: pages, API, database role, browser."""

from __future__ import annotations

import urllib.request
from typing import TYPE_CHECKING

from portal.running_site import RunningSite

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_home_is_vietnamese(site: RunningSite):
    with urllib.request.urlopen(site.url) as answer:
        assert answer.status == 200
        assert '<html lang="vi"' in answer.read().decode()


def test_api_answers(site: RunningSite):
    assert site.call("package_search")["result"]["count"] >= 0


def test_error_carries_its_status(site: RunningSite):
    assert site.call("package_show", {"id": "khong-co"})["status"] == 404


def test_browser_shows_the_home_page(page: Page, site: RunningSite):
    answer = page.goto("/")
    assert answer
    assert answer.ok
    assert page.locator("html").get_attribute("lang") == "vi"
