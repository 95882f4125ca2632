"""The review sheet and the dossier of a case: what was said and done, by whom, on which content; for insiders alone."""

from __future__ import annotations

import io
from typing import Any

import printed
import pytest
from bs4 import BeautifulSoup
from docx import Document

from ckan.tests import factories as core

from tests import factories, province
from tests.province import act


@pytest.fixture
def place(clean_portal: Any) -> Any:
    return province.build()


def get(app: Any, address: str, login: str = "") -> Any:
    return app.get(address, headers=factories.token(login) if login else {}, follow_redirects=False)


def returned(place: Any) -> dict[str, Any]:
    """A working copy that came back with remarks, and was corrected in one of the two fields."""
    copy = place.submitted("database", title="CSDL <b>tàu cá</b>", purpose="=1+1 mục đích cũ")
    digest = copy["content_hash"]
    remarks = [
        {"path": "purpose", "text": "Nêu rõ mục đích & phạm vi <script>"},
        {"path": "data_items/0/name", "text": "Tên hạng mục chưa rõ"},
    ]
    copy = act(
        place.head, "camau_return", id=copy["id"], content_hash=digest, reasons=["unclear"], note="Sửa lại",
        comments=remarks,
    )  # fmt: skip
    data = {**copy["data"], "purpose": "Quản lý tàu cá trên biển"}
    copy = act(
        place.editor, "camau_working_copy_update", id=copy["id"], lock_version=copy["lock_version"], data=data
    )  # fmt: skip
    return {**copy, "read": digest}


def test_what_was_said_on_which_content(app: Any, place: Any):
    copy = returned(place)
    address = f"/review/{copy['id']}"
    said = ["Nêu rõ mục đích & phạm vi <script>", "=1+1 mục đích cũ", "Nội dung đã được sửa", "Chưa tiếp thu",
            "Tên hạng mục chưa rõ", "Sửa lại", copy["read"], copy["content_hash"]]  # fmt: skip
    assert f'href="{address}/dossier.pdf"' in get(app, address, place.head).body
    for kind, more in (("sheet", []), ("dossier", ["Trình", "Quản lý tàu cá trên biển"])):
        assert get(app, f"{address}/{kind}").status_code == 404
        stranger = province.build().editor if kind == "sheet" else core.User()["name"]
        assert get(app, f"{address}/{kind}.pdf", stranger).status_code == 404
        page = BeautifulSoup(get(app, f"{address}/{kind}", place.editor).body, "html.parser")
        texts = page.select_one(".cm-printable").get_text(" ")
        assert [text for text in [*said, *more] if text not in texts] == []
        assert page.select(".cm-printable script, .cm-printable b") == []
        response = get(app, f"{address}/{kind}.pdf", place.focal)
        assert response.headers["Cache-Control"] == "private, no-store"
        pages = printed.pages_of(response.data)
        assert printed.missing([*said, *more, "CSDL <b>tàu cá</b>"], pages) == []
        assert all(copy["content_hash"] in sheet for sheet in pages)
    assert get(app, f"{address}/dossier.docx", place.head).status_code == 404
    document = Document(io.BytesIO(get(app, f"{address}/sheet.docx", place.head).data))
    cells = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert [text for text in said[:-1] if text not in cells] == []
    assert copy["content_hash"] in document.sections[0].footer.paragraphs[0].text


def test_a_change_of_an_issued_record_is_compared_with_it(app: Any, place: Any):
    record = place.issued("usage_rule", title="Quy chế cũ")
    copy = act(place.editor, "camau_working_copy_create", record_id=record["record_id"])
    data = {**copy["data"], "title": "Quy chế mới", "scope_themes": ["agriculture", "health"]}
    copy = act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=copy["lock_version"], data=data)
    text = get(app, f"/review/{copy['id']}/dossier", place.head).body
    assert "Quy chế cũ" in text
    assert "Không có ý kiến về từng nội dung." in text
    assert "(thêm)" in text
