"""What reviewers see and are told over HTTP: claims, both ways, before and after, steps that take something back."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from ckan.tests.factories import User

from ckanext.camau.dates import today
from tests import factories, province
from tests.province import act


class Desk:
    """A person at the browser."""

    def __init__(self, app: Any, login: str) -> None:
        self.app, self.headers = app, factories.token(login)

    def get(self, address: str) -> str:
        return unescape(self.app.get(address, headers=self.headers).body)

    def post(self, address: str, **form: Any) -> tuple[int, str]:
        answer = self.app.post(address, data=form, headers=self.headers, follow_redirects=False)
        return answer.status_code, unescape(answer.body)


@pytest.fixture
def place(clean_portal: Any) -> Any:
    return province.build()


def second_head(place: Any) -> str:
    login = User()["name"]
    province.give((place.admin, place.admin2), login, "agency_head", place.org)
    return login


def read_form(copy: dict[str, Any]) -> dict[str, Any]:
    return {"content_hash": copy["content_hash"], "state": copy["state"]}


def test_a_claim_is_seen_kept_and_handed_on(app: Any, place: Any):
    other = second_head(place)
    copy = place.submitted()
    page, sent = f"/review/{copy['id']}", read_form(copy)
    first, second = Desk(app, place.head), Desk(app, other)
    assert 'id="camau_approve"' in second.get(page)
    assert first.post(f"{page}/camau_claim", **sent)[0] == 302
    status, told = second.post(f"{page}/camau_approve", **sent, note="Đã xem kỹ")  # the page was open before
    assert status == 409
    name = act(place.head, "camau_working_copy_show", id=copy["id"])["claimed_by_name"]
    assert f"{name} thôi nhận xử lý" in told
    assert "Đã xem kỹ" in told  # what was written can be copied
    seen = second.get(page)
    assert f"{name} đang xử lý" in seen
    assert 'id="camau_approve"' not in seen
    assert first.post(f"{page}/camau_reassign", **sent, user=place.editor)[0] == 409  # no reviewer
    assert first.post(f"{page}/camau_reassign", **sent, user=other)[0] == 302
    assert second.post(f"{page}/camau_release", **sent)[0] == 302
    assert first.post(f"{page}/camau_approve", **sent)[0] == 302


def test_what_touches_no_listed_field_goes_the_short_way(app: Any, place: Any):
    record = place.issued("database", content_description="Cũ")
    copy = act(place.editor, "camau_working_copy_create", record_id=record["record_id"])
    data = {**copy["data"], "contact_phone": "0290 000 001"}
    copy = act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=copy["lock_version"], data=data)
    copy = place.step(place.editor, "camau_submit", copy)
    page = Desk(app, place.head).get(f"/review/{copy['id']}")
    assert "Chỉ thay đổi nội dung ngoài danh mục" in page
    way = page[page.index('class="camau-way"') : page.index("</ol>", page.index('class="camau-way"'))]
    assert way.count("<li") == 2
    assert "Sau bước này nội dung được công khai" in page
    assert 'id="before-phan-items"' in page  # both renderings, each with ids of its own
    assert page.count('id="phan-items"') == 1


def test_giving_up_wants_a_tick_and_the_request_of_a_correction_a_reason(app: Any, place: Any):
    copy = place.draft()
    editor, focal = Desk(app, place.editor), Desk(app, place.focal)
    page = f"/review/{copy['id']}/camau_working_copy_discard"
    assert editor.post(page, **read_form(copy))[0] == 409
    assert editor.post(page, **read_form(copy), confirm="1", note="Trùng")[0] == 302
    assert act(place.editor, "camau_working_copy_show", id=copy["id"])["state"] == "discarded"
    service = place.issued("data_service")
    steps = f"/record/{service['record_id']}/steps"
    assert focal.post(f"{steps}/camau_correction_ask", reason="")[0] == 409
    asked = {"reason": "Sai địa chỉ kết nối", "comment_path": "endpoint_url", "comment_text": "Địa chỉ đã đổi"}
    assert focal.post(f"{steps}/camau_correction_ask", **asked)[0] == 302
    act(place.editor, "camau_working_copy_create", record_id=service["record_id"])
    form = editor.get(f"/data_service/edit/{service['record_id']}?step=all")
    assert "Sai địa chỉ kết nối" in form
    assert form.count("Địa chỉ đã đổi") == 2  # on top, and at the field
    assert focal.post(f"{steps}/camau_record_suspend", reason="Bảo trì")[0] == 409  # by which document
    assert focal.post(f"{steps}/camau_record_suspend", reason="Bảo trì", document_text="12/CV, 03/11/2026")[0] == 302


def test_a_delegation_is_ended_on_its_page(app: Any, place: Any):
    deputy = User()["name"]
    last = (today() + timedelta(days=9)).isoformat()
    given = act(
        place.head, "camau_delegation_create", from_user=place.head, to_user=deputy, role="agency_head",
        agency=place.org, valid_from=today().isoformat(), valid_to=last, document="05/QĐ",
    )  # fmt: skip
    head = Desk(app, place.head)
    assert f"/delegations/{given['id']}/end" in head.get("/delegations")
    assert head.post(f"/delegations/{given['id']}/end", reason=" ")[0] == 409
    assert head.post(f"/delegations/{given['id']}/end", reason="Về sớm")[0] == 302
    page = head.get("/delegations")
    assert "Về sớm" in page
    assert f"/delegations/{given['id']}/end" not in page
