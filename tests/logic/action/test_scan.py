"""Signs of personal data: answered by the editor, confirmed by another person, and told to nobody (R24, abuse 72)."""

import json
import logging
from pathlib import Path

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.search.common import make_connection

from ckanext.camau.logic.errors import Conflict
from ckanext.camau.model import TABLES, FileScan
from ckanext.camau.outbox import run
from tests import province
from tests.province import act
from tests.support.smtp import relay

pytestmark = pytest.mark.usefixtures("clean_portal")

FIELD = Path(__file__).parents[2] / "data" / "field"
CCCD = "096190012345"
TABLE = f"mã,ghi chú\n1,{CCCD}\n2,{CCCD}\n".encode()


@pytest.fixture
def place(clean_portal):
    return province.build()


def with_file(place, data=TABLE, name="danh sách.csv"):
    sha256 = province.upload(place.editor, data, name)
    clean = province.upload(place.editor)
    files = [{"name": "Bảng chính", "sha256": clean}, {"name": "Danh sách", "sha256": sha256}]
    return place.draft(resources=files), sha256


def show(login, copy):
    return act(login, "camau_scan_show", id=copy["id"])


def answer(place, copy, login="", *, code="not_personal", note="Mã hồ sơ, không phải số căn cước.", kinds=()):
    signs = [s for s in show(place.editor, copy)["signs"] if not kinds or s["kind"] in kinds]
    answers = [{"key": s["key"], "answer": code, "note": note} for s in signs]
    return place.step(login or place.editor, "camau_scan_answer", copy, answers=answers)


def refused(call, *args, **kwargs):
    with pytest.raises(tk.ValidationError) as caught:
        call(*args, **kwargs)
    return caught.value


def gates(error):
    return {p["gate"] for p in error.error_dict["problems"]}


def test_a_record_without_signs_goes_on_as_before(place):
    copy = place.submitted()
    assert show(place.head, copy)["signs"] == []
    assert place.step(place.head, "camau_approve", copy)["state"] == "approved"


def test_a_sign_is_answered_confirmed_and_approved(place):
    copy, _sha256 = with_file(place)
    error = refused(place.step, place.editor, "camau_submit", copy)
    assert gates(error) == {"scan"}
    (problem,) = error.error_dict["problems"]
    assert (problem["path"], problem["legal_basis"]) == ("resources/1/url", "ND47 20(1)")
    (sign,) = show(place.editor, copy)["signs"]
    assert (sign["kind"], sign["file"], sign["column"], sign["rows"], sign["count"]) == (
        "cccd", "Danh sách", "B", [2, 3], 2,
    )  # fmt: skip
    assert answer(place, copy)["waiting"] == 1
    copy = place.step(place.editor, "camau_submit", copy)
    assert gates(refused(place.step, place.head, "camau_approve", copy)) == {"scan_confirm"}
    assert place.step(place.head, "camau_scan_confirm", copy)["signs"][0]["state"] == "confirmed"
    assert place.step(place.head, "camau_approve", copy)["state"] == "approved"


def test_nobody_confirms_the_own_answer(place):
    admins = (place.admin, place.admin2)
    province.give(admins, place.editor, "agency_head", place.org)
    copy, _sha256 = with_file(place)
    answer(place, copy)
    copy = place.step(place.editor, "camau_submit", copy)
    with pytest.raises(tk.NotAuthorized):
        place.step(place.editor, "camau_scan_confirm", copy)
    assert not show(place.editor, copy)["may"]["confirm"]
    assert show(place.head, copy)["may"]["confirm"]


def test_who_may_answer_and_confirm(place):
    copy, _sha256 = with_file(place)
    other = province.build()
    for login in (place.head, place.focal):
        with pytest.raises(tk.NotAuthorized):
            answer(place, copy, login)
    for login in (other.editor, other.head):
        with pytest.raises(tk.ObjectNotFound):
            show(login, copy)
        with pytest.raises((tk.ObjectNotFound, tk.NotAuthorized)):
            answer(place, copy, login)
    with pytest.raises(tk.NotAuthorized):
        show(None, copy)
    with pytest.raises(Conflict):
        place.step(place.head, "camau_scan_confirm", copy)  # nothing was submitted yet
    answer(place, copy)
    copy = place.step(place.editor, "camau_submit", copy)
    for login in (place.editor, place.focal):
        with pytest.raises(tk.NotAuthorized):
            place.step(login, "camau_scan_confirm", copy)
    assert refused(act, place.head, "camau_scan_confirm", id=copy["id"], content_hash="0" * 64).kind == "hash"


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("not_a_mark", "lý do"),
        ("official_contact", ""),
        ("xyz", "lý do"),
        ("not_personal", f"đó là {CCCD}"),
        ("not_personal", "hỏi 0913 123 456"),
    ],
)
def test_wrong_answers_are_refused(place, code, note):
    copy, _sha256 = with_file(place)
    key = show(place.editor, copy)["signs"][0]["key"]
    assert key in refused(answer, place, copy, code=code, note=note).error_dict
    assert show(place.editor, copy)["open"] == 1


def test_a_changed_file_or_text_is_answered_anew(place):
    copy, _sha256 = with_file(place)
    answer(place, copy)
    other = province.upload(place.editor, TABLE + f"3,{CCCD}\n".encode(), "danh sách.csv")
    data = copy["data"]
    data["resources"][1]["sha256"] = other
    copy = act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=copy["lock_version"], data=data)
    assert show(place.editor, copy)["open"] == 1
    answer(place, copy)
    data = {**copy["data"], "notes": "Hỏi số 0913 123 456."}
    copy = act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=copy["lock_version"], data=data)
    found = show(place.editor, copy)
    assert [(s["kind"], s["state"]) for s in found["signs"]] == [("phone", "open"), ("cccd", "answered")]
    answer(place, copy, kinds=("phone",), code="official_contact")
    data = {**copy["data"], "notes": "Hỏi số 0913 123 457."}
    copy = act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=copy["lock_version"], data=data)
    assert show(place.editor, copy)["open"] == 1


def test_a_mark_takes_one_answer_only_and_needs_a_reason(place):
    copy = place.draft("database", content_description="TỐI MẬT\nDanh sách kho")
    assert gates(refused(place.step, place.editor, "camau_submit", copy)) == {"scan"}
    for code, note in (("not_personal", "lý do"), ("public_by_law", "lý do"), ("not_a_mark", "")):
        refused(answer, place, copy, code=code, note=note)
    answer(place, copy, code="not_a_mark", note="Tên riêng của tài liệu.")
    copy = place.step(place.editor, "camau_submit", copy)
    place.step(place.head, "camau_scan_confirm", copy)
    assert place.step(place.head, "camau_approve", copy)["state"] == "approved"


def test_other_types_are_asked_for_marks_and_citizens_numbers_only(place):
    copy = place.draft("database", scope="Hỏi 0913 123 456, mau@example.vn", purpose=f"Số {CCCD}")
    assert [(s["kind"], s["path"]) for s in show(place.editor, copy)["signs"]] == [("cccd", "purpose")]


def test_fields_of_the_official_contact_are_not_looked_at(place):
    copy = place.draft(contact_phone="0290 3831 234", contact_email="van-phong@example.vn")
    assert show(place.editor, copy)["signs"] == []


def test_what_a_workbook_hides_is_asked_for(place):
    data = (FIELD / "fc97_an_trong_trang_tinh.xlsx").read_bytes()
    copy, _sha256 = with_file(place, data, "fc97.xlsx")
    found = {s["kind"]: s for s in show(place.editor, copy)["signs"]}
    assert {"hidden_sheet", "hidden_rows", "hidden_columns", "comments", "far_cells", "cccd"} <= set(found)
    assert found["far_cells"]["column"] == "ZZ4"
    assert gates(refused(place.step, place.editor, "camau_submit", copy)) == {"scan"}


def test_a_file_that_cannot_be_read_is_reported(place):
    copy, _sha256 = with_file(place, province.pdf()[:200], "hỏng.pdf")
    (unseen,) = show(place.editor, copy)["unseen"]
    assert unseen["file"] == "Danh sách"
    assert place.step(place.editor, "camau_submit", copy)["state"] == "submitted"
    problems = act(place.editor, "camau_working_copy_check", id=copy["id"])["problems"]
    assert [p["blocking"] for p in problems if p["gate"] == "scan_unseen"] == [False]


def test_names_of_files_are_looked_at_and_not_repeated(place):
    sha256 = province.upload(place.editor, b"a,b\n1,2\n", f"{CCCD}.csv")
    copy = place.draft(resources=[{"sha256": sha256}])
    signs = show(place.editor, copy)["signs"]
    assert {s["path"] for s in signs} == {"resources/0/name", "resources/0/url"}
    problems = act(place.editor, "camau_working_copy_check", id=copy["id"])["problems"]
    assert CCCD not in json.dumps([signs, problems])


def test_a_file_is_looked_through_once(place):
    copy, sha256 = with_file(place)
    rows = model.Session.query(FileScan).filter_by(sha256=sha256)
    assert rows.count() == 1
    first = rows.one().at
    show(place.editor, copy)
    province.upload(place.editor, TABLE, "tên khác.csv")
    assert rows.populate_existing().one().at == first


@pytest.fixture
def mails(ckan_config, monkeypatch):
    """A relay that takes every mail."""
    with relay() as server:
        for key, value in {"server": server.address, "starttls": False, "mail_from": "cong@example.vn"}.items():
            monkeypatch.setitem(ckan_config, f"smtp.{key}", value)
        monkeypatch.setitem(ckan_config, "camau.mail", True)
        yield server


def everything_stored():
    """All rows of all our tables, and of the packages, as text."""
    names = (*TABLES, "package", "resource", "activity")
    return "".join(
        str(row) for name in names for row in model.Session.execute(sa.text(f"SELECT to_jsonb(t) FROM {name} t"))
    )


def test_what_was_found_is_nowhere_but_in_the_file(place, caplog, app, mails):
    caplog.set_level(logging.DEBUG)
    copy, _sha256 = with_file(place)
    shown = [show(place.editor, copy), refused(place.step, place.editor, "camau_submit", copy).error_dict]
    shown.append(answer(place, copy))
    copy = place.step(place.editor, "camau_submit", copy)
    shown += [place.step(place.head, "camau_scan_confirm", copy), act(place.head, "camau_task_list")]
    copy = place.step(place.head, "camau_return", copy, note="Bỏ tệp này.")
    shown += [act(place.editor, "camau_working_copy_show", id=copy["id"])["problems"]]
    assert CCCD not in json.dumps(shown, ensure_ascii=False, default=str)
    assert CCCD not in caplog.text
    assert CCCD not in str(make_connection().search("*:*", rows=1000).docs)
    assert CCCD not in everything_stored()
    with app.flask_app.test_request_context():
        run.run_due()
    assert mails.messages
    assert CCCD not in "".join(mails.messages)
    for action in ("camau_audit_list", "package_search"):
        assert CCCD not in json.dumps(act(place.focal, action), default=str)
    with pytest.raises((tk.ObjectNotFound, tk.NotAuthorized)):
        act(None, "package_show", id=copy["record_id"])


def test_the_file_of_a_returned_record_is_no_publics(place, app):
    copy, sha256 = with_file(place)
    answer(place, copy)
    copy = place.step(place.editor, "camau_submit", copy)
    place.step(place.head, "camau_return", copy, note="Bỏ tệp này.")
    resource = copy["data"]["resources"][1]
    for url in (
        f"/dataset/{copy['record_id']}/resource/{resource['id']}/download/{resource['url']}",
        f"/files/{sha256}",
        f"/working-copy/{copy['id']}/file/{sha256}",
    ):
        assert app.get(url, follow_redirects=False).status_code in {302, 401, 403, 404}


def test_the_page_lists_signs_and_says_none_of_them(place, app):
    copy, _sha256 = with_file(place)
    token = {
        login: {
            "Authorization": act(login, "api_token_create", user=login, name="thử", expires_in=1, unit=3600)["token"]
        }
        for login in (place.editor, place.head)
    }
    url = f"/dataset/edit/{copy['record_id']}/scan"
    body = app.get(url, headers=token[place.editor]).get_data(as_text=True)
    assert "Số căn cước" in body
    assert "Lưu giải trình" in body
    assert "Xác nhận giải trình" not in body
    assert CCCD not in body
    assert app.get(url).status_code == 404
    assert url in app.get(f"/dataset/edit/{copy['record_id']}", headers=token[place.editor]).get_data(as_text=True)
    answer(place, copy)
    place.step(place.editor, "camau_submit", copy)
    assert "Xác nhận giải trình" in app.get(url, headers=token[place.head]).get_data(as_text=True)
    assert url in app.get(f"/review/{copy['id']}", headers=token[place.head]).get_data(as_text=True)


def test_a_file_at_another_address_is_told_as_not_looked_through(place):
    copy = place.draft(resources=[{"name": "Ở nơi khác", "format": "CSV", "url": "https://example.vn/a.csv"}])
    found = act(place.editor, "camau_scan_show", id=copy["id"])
    assert [file["path"] for file in found["unseen"]] == ["resources/0/url"]
    assert [p["blocking"] for p in copy["problems"] if p["gate"] == "scan_unseen"] == [False]
