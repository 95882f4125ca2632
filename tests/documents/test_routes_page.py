"""The page of the routes: open to everybody, in words that a lawyer can check."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from ckanext.camau.documents import route_chart


@pytest.mark.usefixtures("clean_portal")
def test_everybody_reads_steps_roles_terms_and_legal_bases(app: Any):
    page = BeautifulSoup(app.get("/routes").body, "html.parser")
    assert len(page.select("main svg[role=img] > title")) == len(route_chart.charts())
    texts = page.select_one("main").get_text(" ", strip=True)
    assert "camau_" not in texts
    rows = {row.select_one("th").get_text(" ", strip=True): row for row in page.select("#edition ~ div tbody tr")}
    approval = rows["Duyệt Cơ sở dữ liệu; Tập dữ liệu mở"]
    cells = [cell.get_text(" ", strip=True) for cell in approval.select("td")]
    assert cells[0] == "Đã trình → sau đó Đơn vị đã duyệt"
    assert cells[1].startswith("Lãnh đạo đơn vị khác với người đã thực hiện:")
    assert "Đạt mọi nội dung kiểm tra" in cells[2]
    assert cells[3].startswith("3 ngày làm việc")
    assert "Điều 5" in cells[4]
    assert next(link["href"] for link in approval.select("td:last-child a")).startswith("/legal/")
    assert page.select_one('footer a[href="/routes"]')
