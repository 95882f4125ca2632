"""The register of legal bases and terms as everybody reads it."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event

from ckanext.camau.model.base import engine
from tests import province
from tests.province import act

pytestmark = pytest.mark.usefixtures("clean_portal")


def page(app: Any, address: str) -> BeautifulSoup:
    return BeautifulSoup(app.get(address).body, "html.parser")


def text(soup: Any) -> str:
    return " ".join(soup.get_text(" ").split())


def test_documents_and_terms_with_their_validity(app: Any):
    found = page(app, "/legal")
    row = text(found.find("a", href="/legal/nd47").find_parent("tr"))
    for words in ("Nghị định số 47/2020/NĐ-CP", "25/05/2020", "22/10/2025", "Hết hiệu lực", "278/2025/NĐ-CP"):
        assert words in row, words
    assert "Đang có hiệu lực" in text(found.find("a", href="/legal/d32").find_parent("tr"))
    old, new = (text(found.find(id=f"connection_request-{number}")) for number in (1, 2))
    assert "5 ngày làm việc" in old
    assert "không áp dụng vào ngày này" in old
    assert "2 ngày làm việc" in new
    assert "không áp dụng" not in new
    assert "ngày 31/12 hằng năm" in text(found.find(id="annual_data_check-1"))
    assert not found.find("a", href="/legal/new")


def test_another_day_and_a_day_that_is_none(app: Any):
    then = page(app, "/legal?on=18/8/2025")
    assert "Đang có hiệu lực" in text(then.find("a", href="/legal/nd47").find_parent("tr"))
    assert "không áp dụng" in text(then.find(id="connection_request-2"))
    wrong = page(app, "/legal?on=31/2/2025")
    assert wrong.find("input", id="on")["value"] == "31/2/2025"
    assert "ngày/tháng/năm" in text(wrong.find(role="alert"))


def test_a_provision_says_what_rests_on_it(app: Any):
    found = page(app, "/legal/nd47-11-4-b")
    assert text(found.h1) == "Điểm b khoản 4 Điều 11 Nghị định số 47/2020/NĐ-CP"
    body = text(found.main)
    texts = "Nội dung dựa trên căn cứ này", "Mục đích", "Cơ sở dữ liệu", "vẫn được dẫn chiếu tại", "Lịch sử thay đổi"
    for words in texts:
        assert words in body, words
    assert found.find("a", href="/legal/d32-5-2")
    document = page(app, "/legal/d32")
    assert document.find(id="d32-5-1").find("a", href="/legal/d32-5-1")
    assert "Phân loại cơ sở dữ liệu của tỉnh" in text(document.find(id="d32-5-1"))


@pytest.mark.parametrize("address", ["/legal/nd1", "/legal/%00", "/legal/nd47-11-4-b-x"])
def test_no_such_entry(app: Any, address: str):
    assert app.get(address).status_code == 404


def test_the_history_tells_what_changed_and_why_without_a_name(app: Any):
    place = province.build()
    act(place.focal, "camau_legal_basis_update", key="ND47 25(1)", lock_version=1, valid_to="2025-10-22",
        reason="Ghi rõ ngày hết hiệu lực")  # fmt: skip
    body = text(page(app, "/legal/nd47-25-1").main)
    assert "Lý do: Ghi rõ ngày hết hiệu lực" in body
    assert "Hết hiệu lực từ: (để trống) → 22/10/2025" in body
    assert place.focal not in body


@pytest.mark.parametrize("address", ["/legal", "/legal/nd47"])
def test_a_page_asks_the_register_a_handful_of_times(app: Any, address: str):
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "camau_legal" in statement or "camau_term" in statement:
            asked.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    try:
        app.get(address)
    finally:
        event.remove(engine(), "before_cursor_execute", note)
    assert 0 < len(asked) <= 16
