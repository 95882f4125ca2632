"""Core's own pages that officers reach, in Vietnamese as well."""

from __future__ import annotations

from typing import Any

import pytest
from pages_english import english_in
from playwright.sync_api import Browser
from portal.running_site import RunningSite

from .staff import open_desk

ROLES = ("editor", "agency_head", "sysadmin")


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_core_speak_vietnamese(browser: Browser, site: RunningSite, demo: dict[str, Any], role: str):
    login = next(name for name, account in demo.items() if role in account["roles"])
    agency = demo[login]["agency"] or next(account["agency"] for account in demo.values() if account["agency"])
    page = open_desk(browser, site, demo, login)
    faults: dict[str, list[str]] = {}
    for address in (
        f"/user/{login}", f"/user/edit/{login}", f"/user/{login}/api-tokens", "/dashboard/datasets",
        "/dashboard/organizations", f"/organization/edit/{agency}", f"/organization/members/{agency}",
        "/organization/new",
    ):  # fmt: skip
        answer = page.goto(address)
        assert answer
        assert answer.status in (200, 403, 404), (address, answer.status)
        found = english_in(page.locator("body").inner_text())
        if found:
            faults[address] = found
    assert faults == {}
