"""What readers see of a record beside what is in force: older versions; and what reviewers see before it is issued."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories, province
from tests.pages.test_record_pages import words_of
from tests.province import act


@pytest.fixture
def place(clean_portal: Any) -> Any:
    return province.build()


def rule_twice(place: Any) -> dict[str, Any]:
    """Return a usage rule that was issued, and issued again with another title and a link that is not issued."""
    first = place.issued("usage_rule", title="Quy chế cũ")
    hidden = place.draft("database", title="Cơ sở dữ liệu chưa ban hành")["record_id"]
    copy = act(place.editor, "camau_working_copy_create", record_id=first["record_id"])
    data = {**copy["data"], "title": "Quy chế mới", "scope_databases": [hidden]}
    copy = act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=copy["lock_version"], data=data)
    copy = place.step(place.editor, "camau_submit", copy)
    return place.step(place.head, "camau_approve", copy, act=province.document(place.head))


def test_an_older_version_is_shown_as_it_was_issued(app: Any, place: Any):
    record = rule_twice(place)
    address = f"/usage_rule/{record['record_id']}"
    page = app.get(address).body
    assert "/version/1" in page
    assert "/version/2" not in page
    assert page.index('id="van-ban"') < page.index('id="phan-')
    old = app.get(f"{address}/version/1").body
    assert "Quy chế cũ" in words_of(old)
    assert "Quy chế mới" not in words_of(old)
    assert 'content="noindex"' in old
    assert any(text.endswith("đã được thay thế bởi bản số 2.") for text in words_of(old))
    assert app.get(f"{address}/version/2", follow_redirects=False).status_code == 302
    assert app.get(f"{address}/version/9").status_code == 404
    assert app.get(f"/dataset/{record['record_id']}/version/1").status_code == 404


def test_the_review_page_shows_what_the_public_will_see_and_names_what_it_will_not(app: Any, place: Any):
    hidden = place.draft("data_service", title="Dịch vụ chưa ban hành")["record_id"]
    items = [{"code": "TC01", "name": "Tàu cá", "open_to": ["public"], "delivered_by": [hidden]}]
    copy = place.submitted("database", data_items=items, notes="Mô tả <b>thử</b>")
    page = app.get(f"/review/{copy['id']}", headers=factories.token(place.head)).body
    assert "cm-matrix" in page
    assert "Mô tả <b>thử</b>" in page
    assert page.count("Dịch vụ chưa ban hành") == 1
