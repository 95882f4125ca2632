"""Who gets the annex of an edition, in which form, before and after it is issued."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import printed
import pytest

from ckanext.camau.catalogue import edition_content
from ckanext.camau.documents import glue
from tests import factories, province

KINDS = {"docx": b"PK", "pdf": b"%PDF", "xlsx": b"PK"}


@pytest.fixture
def place(clean_portal: Any) -> Any:
    return province.build()


def get(app: Any, address: str, login: str = "", **changes: Any) -> Any:
    headers = {**(factories.token(login) if login else {}), **changes}
    return app.get(address, headers=headers, follow_redirects=False)


def name_of(response: Any) -> str:
    return unquote(response.headers["Content-Disposition"].rpartition("UTF-8''")[2])


def test_a_draft_is_for_the_portal_roles_and_the_issued_annex_for_everybody(app: Any, place: Any):
    hidden = place.draft("data_service", title="Dịch vụ chưa ban hành")["record_id"]
    items = [{"code": "1", "name": "Tàu cá", "open_to": ["public"], "delivered_by": [hidden]}]
    edition = place.edition(place.appraised("database", title="CSDL R&D <thử>", data_items=items))
    public, draft = f"/edition/{edition['id']}/annex", f"/compose/{edition['id']}/annex"
    for format_ in KINDS:
        assert get(app, f"{public}.{format_}", place.focal).status_code == 404
        assert get(app, f"{draft}.{format_}", place.editor).status_code == 404
    assert get(app, f"{draft}.pdf").status_code == 302
    assert get(app, f"{draft}.exe", place.focal).status_code == 404
    assert f'href="{draft}.docx"' in get(app, f"/edition/{edition['id']}/edit", place.focal).body

    response = get(app, f"{draft}.pdf", place.focal)
    text = "".join(printed.pages_of(response.data))
    assert edition["edition_hash"] in text
    assert "DỰ THẢO" in text
    assert "CSDL R&D <thử>" in text
    assert "chưa ban hành" not in text
    assert response.headers["Cache-Control"] == "private, no-store"
    assert name_of(response) == "Phụ lục - Danh mục cơ sở dữ liệu - DỰ THẢO.pdf"

    place.issue(edition, number="09/QĐ-UBND")
    for format_, magic in KINDS.items():
        response = get(app, f"{public}.{format_}")
        assert response.data.startswith(magic)
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert name_of(response) == f"Phụ lục - Danh mục cơ sở dữ liệu - 09-QĐ-UBND.{format_}"
    assert "DỰ THẢO" not in "".join(printed.pages_of(get(app, f"{public}.pdf").data))
    assert get(app, f"{public}.pdf", **{"If-None-Match": get(app, f"{public}.pdf").headers["ETag"]}).status_code == 304
    assert get(app, f"{draft}.pdf", place.focal).headers["Location"].endswith(f"{public}.pdf")
    assert f'href="{public}.xlsx"' in get(app, f"/edition/{edition['id']}").body
    assert get(app, f"{public}.docx/x").status_code == 404


def test_an_issued_annex_names_records_as_they_were_then(place: Any):
    """A service that is issued later is not in it, and one whose title changes keeps the old one there."""
    rule = place.issued("usage_rule", title="Quy chế cũ")
    later = place.draft("data_service", title="Dịch vụ ban hành sau")
    items = [{"code": "1", "name": "Tàu cá", "default_to": ["department"], "delivered_by": [later["record_id"]]}]
    copy = place.appraised("database", data_items=items, usage_rules=[rule["record_id"]])
    edition = place.issue(place.edition(copy))
    before = glue.names_of(edition_content.of(edition["id"]))
    assert [title.partition(" (")[0] for title in before.values()] == ["Quy chế cũ"]

    data = {**later["data"], "usage_rules": [rule["record_id"]]}
    changed = province.act(
        place.editor, "camau_working_copy_update", id=later["id"], lock_version=later["lock_version"], data=data
    )
    place.step(place.head, "camau_approve", place.step(place.editor, "camau_submit", changed))
    copy = province.act(place.editor, "camau_working_copy_create", record_id=rule["record_id"])
    data = {**copy["data"], "title": "Quy chế mới"}
    copy = province.act(
        place.editor, "camau_working_copy_update", id=copy["id"], lock_version=copy["lock_version"], data=data
    )
    copy = place.step(place.editor, "camau_submit", copy)
    place.step(place.head, "camau_approve", copy, act=province.document(place.head))
    assert glue.names_of(edition_content.of(edition["id"])) == before
