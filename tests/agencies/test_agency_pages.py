"""Pages of agencies and administrative units, and the forms for focal officers and delegations, over HTTP."""

from __future__ import annotations

import pytest

from ckanext.camau.agencies import load
from tests import province

pytestmark = pytest.mark.usefixtures("clean_portal")


def text_of(answer) -> str:
    return " ".join(answer.get_data(as_text=True).split())


def test_tree_agency_and_place(app):
    load.run(lambda *_: None)
    page = text_of(app.get("/agency/"))
    assert page.index("Sở Công Thương") < page.index("Sở Dân tộc và Tôn giáo") < page.index("Sở Giáo dục")
    assert page.index("xã Cái Nước") < page.index("xã Đất Mũi") < page.index("xã Gành Hào")
    assert "Cơ quan, đơn vị đã kết thúc hoạt động" in page
    found = text_of(app.get("/agency/?q=DAT mui"))
    assert "Ủy ban nhân dân xã Đất Mũi" in found
    assert "Sở Tư pháp" not in found

    page = text_of(app.get("/agency/ubnd-huyen-ngoc-hien"))
    for words in ("kết thúc hoạt động ngày 30/06/2025", "Ủy ban nhân dân xã Đất Mũi", "một phần", "/place/old-973"):
        assert words in page, words
    assert "Kế thừa từ" in text_of(app.get("/agency/ubnd-xa-dat-mui"))

    page = text_of(app.get("/place/old-32242"))
    for words in ("/place/32201", "/place/32248", "không thể chuyển nguyên", "Ủy ban nhân dân xã Viên An"):
        assert words in page, words
    page = text_of(app.get("/place/?q=xa hoa tan"))
    assert "/place/old-32041" in page
    for code in ("32248", "old-954", "old-95", "96"):
        assert app.get(f"/place/{code}").status_code == 200, code
    assert app.get("/place/99999").status_code == 404


def test_records_of_a_former_unit_and_of_what_it_became(app):
    place = province.build()
    place.issued(title="Riêng của đơn vị cũ", places=["old-32242"], place_code_set="before_2025_07")
    place.issued(title="Của đơn vị mới", places=["32248"], place_code_set="since_2025_07")
    page = text_of(app.get("/place/old-32242"))
    own, later = page.index("Các mục ghi đúng đơn vị này"), page.index("Các mục của đơn vị hình thành sau sắp xếp")
    assert own < page.index("Riêng của đơn vị cũ") < later < page.index("Của đơn vị mới")
    assert "Riêng của đơn vị cũ" not in text_of(app.get("/place/32236"))
