"""Headers of pages, API and uploads; and that our pages keep to them."""

from __future__ import annotations

import re

import pytest

PAGES = ("/", "/dataset/", "/organization/", "/user/login", "/khong-co", "/api/3/action/package_search")


def test_every_answer_carries_the_headers(app, clean_portal):
    for url in PAGES:
        headers = app.get(url).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"], url
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], url
        assert headers["X-Content-Type-Options"] == "nosniff", url
        assert headers["Referrer-Policy"] == "same-origin", url
    assert "sandbox" in app.get("/uploads/group/x.svg").headers["Content-Security-Policy"]


@pytest.mark.parametrize("url", PAGES[:-1])
def test_pages_have_no_inline_script_and_no_outside_address(app, clean_portal, url):
    page = app.get(url).get_data(as_text=True)
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", page)
    assert not re.search(r"<[^>]+\son[a-z]+=", page)
    assert not re.search(
        r'<(?:script|img|link|iframe)[^>]+(?:src|href)="(?:https?:)?//(?!test\.ckan\.net|127\.0\.0\.1)', page
    )
