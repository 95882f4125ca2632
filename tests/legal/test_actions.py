"""The register through the API: open to read, written by the focal point alone, every version kept."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import audit
from ckanext.camau.catalogue.chain import verify
from ckanext.camau.legal import seed, store
from tests import province
from tests.factories import token
from tests.province import act

pytestmark = pytest.mark.usefixtures("clean_portal")

ND47 = "ND47 25(1)"


@pytest.fixture
def place(clean_portal):
    return province.build()


@pytest.fixture
def api(app):
    def call(action, login=None, **data):
        headers = token(login) if login else {}
        return app.post(f"/api/3/action/{action}", json=data, headers=headers)

    return call


def edit(login, key=ND47, **changes):
    lock = act(None, "camau_legal_basis_show", key=key)["lock_version"]
    return act(login, "camau_legal_basis_update", key=key, **{"lock_version": lock, "reason": "Đối chiếu", **changes})


def test_everybody_reads_entries_of_a_day(api):
    answer = api("camau_legal_basis_list", document="ND47", on="2025-08-19")
    found = {entry["key"]: entry for entry in answer.json["result"]}
    assert found["ND47"]["in_force"]
    assert not found["ND47 17(1)(đ)"]["in_force"]
    assert found["ND47 17(1)(đ)"]["citation"] == "điểm đ khoản 1 Điều 17 Nghị định số 47/2020/NĐ-CP"
    assert found["ND47 17(1)(đ)"]["successor"] == "ND194/2025"
    ended = api("camau_legal_basis_list", document="ND47", kind="document", in_force=False).json["result"]
    assert [(entry["key"], entry["not_in_force_from"]) for entry in ended] == [("ND47", "2025-10-22")]
    shown = api("camau_legal_basis_show", key="ND47 11(4)(b)").json["result"]
    assert "Mục đích" in " ".join(use["label_vi"] for use in shown["uses"])
    assert [version["delivered"] for version in shown["history"]] == [True]


@pytest.mark.parametrize("key", ["ND47 99(9)", "khoản 1", "ND1/1999"])
def test_no_such_entry(api, key):
    assert api("camau_legal_basis_show", key=key).status_code == 404


def test_a_day_that_is_none(api):
    for action in ("camau_legal_basis_list", "camau_term_list"):
        answer = api(action, on="2025-02-30")
        assert (answer.status_code, list(answer.json["error"])) == (409, ["on", "__type"])


@pytest.mark.parametrize("action", ["camau_legal_basis_update", "camau_term_update"])
def test_only_the_focal_point_writes(api, place, action):
    body = {"key": ND47 if "basis" in action else "violation_notice-1", "lock_version": 1, "reason": "Thử", "note": "x"}
    for login in (None, place.editor, place.head, place.clerk, place.admin):
        assert api(action, login, **body).status_code == 403, login
    assert api(action, place.focal, **body).status_code == 200


def test_a_version_is_added_and_the_one_before_stays(place):
    edit(place.focal, summary="Công bố trong 01 ngày làm việc.", reason="Tóm tắt lại")
    again = edit(place.focal, note="Đã đối chiếu")
    assert (again["lock_version"], again["summary"]) == (3, "Công bố trong 01 ngày làm việc.")
    history = act(place.focal, "camau_legal_basis_show", key=ND47)["history"]
    assert [(v["version"], v["delivered"], v["reason"]) for v in history] == [
        (3, False, "Đối chiếu"), (2, False, "Tóm tắt lại"), (1, True, ""),
    ]  # fmt: skip
    assert history[2]["data"]["summary"] == seed.entries("provision")[ND47]["summary"]
    assert history[0]["changed_by"] == model.User.get(place.focal).display_name
    assert all("changed_by" not in v for v in act(None, "camau_legal_basis_show", key=ND47)["history"])
    lines = audit.history(ND47)
    assert [(line.action, line.note, line.detail) for line in lines] == [
        ("camau_legal_basis_update", "Tóm tắt lại", {"version": 2}),
        ("camau_legal_basis_update", "Đối chiếu", {"version": 3}),
    ]


def test_a_stale_edit_changes_nothing_and_shows_what_counts_now(api, place):
    edit(place.focal, note="của người khác")
    body = {"key": ND47, "lock_version": 1, "reason": "Thử", "note": "của tôi", "valid_to": "không phải ngày"}
    answer = api("camau_legal_basis_update", place.focal, **body)
    error = answer.json["error"]
    assert (answer.status_code, error["conflict"], error["details"]["lock_version"]) == (409, "stale", 2)
    assert error["details"]["now"]["note"] == "của người khác"
    assert act(None, "camau_legal_basis_show", key=ND47)["note"] == "của người khác"


def test_every_problem_at_once_at_its_field(api, place):
    body = {"valid_from": "2025-02-30", "replaced_by": "ND1/1999", "summary": "", "reason": " "}
    error = api("camau_legal_basis_update", place.focal, key=ND47, lock_version=1, **body).json["error"]
    assert set(error) == {"valid_from", "replaced_by", "summary", "reason", "__type"}
    assert error["replaced_by"] == ["Trang Căn cứ pháp lý chưa có ND1/1999: hãy nhập trước."]
    error = api("camau_legal_basis_update", place.focal, key=ND47, lock_version=1, reason="x",
                valid_from="2026-01-02", valid_to="2026-01-01").json["error"]  # fmt: skip
    assert error["valid_to"] == ["Ngày hết hiệu lực không được trước ngày có hiệu lực: hãy sửa lại."]
    assert len(act(None, "camau_legal_basis_show", key=ND47)["history"]) == 1


def test_a_new_decree_and_its_provision_without_a_change_of_code(api, place):
    body = {
        "kind": "decree", "number": "999/2027/NĐ-CP", "title": "Về thử nghiệm", "issuing_body": "Chính phủ",
        "citation_vi": "Nghị định số 999/2027/NĐ-CP", "citation_en": "Decree 999/2027/NĐ-CP", "check": "unverified",
        "valid_from": "2027-01-01", "reason": "Văn bản mới",
    }  # fmt: skip
    assert api("camau_legal_basis_update", place.focal, key="ND999/2027", lock_version=0, **body).status_code == 200
    part = {"key": "ND999/2027 3(2)", "lock_version": 0, "summary": "Thử", "reason": "Văn bản mới"}
    made = api("camau_legal_basis_update", place.focal, **part).json["result"]
    assert made["citation"] == "khoản 2 Điều 3 Nghị định số 999/2027/NĐ-CP"
    assert (made["in_force"], made["in_force_from"]) == (False, "2027-01-01")
    again = api("camau_legal_basis_update", place.focal, key="ND999/2027", lock_version=0, **body).json["error"]
    assert again["key"] == ["Trang Căn cứ pháp lý đã có mục này: hãy mở mục đó để sửa."]
    part = {"key": "ND999/2028", "entry_kind": "provision", "lock_version": 0, "summary": "Thử", "reason": "Thử"}
    assert list(api("camau_legal_basis_update", place.focal, **part).json["error"]) == ["key", "__type"]


def test_terms_of_a_day_and_a_later_value(place):
    def value(on):
        (found,) = act(None, "camau_term_list", term="connection_request", on=on)
        return found["value"]

    assert (value("2025-08-18"), value("2025-08-19")) == ("5", "2")
    later = {"term": "connection_request", "lock_version": 0, "value": "1", "unit": "working_day",
             "legal_basis": "ND194/2025 40(3)", "valid_from": "2028-01-01", "reason": "Sửa đổi"}  # fmt: skip
    with pytest.raises(tk.ValidationError) as refused:
        act(place.focal, "camau_term_update", **later)
    assert list(refused.value.error_dict) == ["valid_from"]
    act(place.focal, "camau_term_update", key="connection_request-2", lock_version=1, valid_to="2028-01-01", reason="x")
    assert act(place.focal, "camau_term_update", **later)["key"] == "connection_request-3"
    assert (value("2027-12-31"), value("2028-01-01")) == ("2", "1")
    assert store.term("connection_request", date(2028, 1, 1)).amount == 1
    with pytest.raises(tk.ObjectNotFound):
        act(place.focal, "camau_term_update", term="no_such_term", lock_version=0, reason="x")


def test_filling_stores_each_entry_once_and_never_over_an_edit(place, owner_engine):
    edit(place.focal, note="của tỉnh")
    with owner_engine.begin() as connection:
        made = store.install(connection)
        total = sum(len(seed.entries(kind)) for kind in seed.KINDS)
        assert made == total - 1
        assert store.install(connection) == 0
    model.Session.expire_all()
    chains = {chain.table: chain for chain in verify()}
    assert chains["camau_legal_provision"].rows == len(seed.entries("provision")) + 1
    assert {chain.broken_at for chain in chains.values()} == {None}
    assert act(None, "camau_legal_basis_show", key=ND47)["note"] == "của tỉnh"


def test_filling_brings_a_later_delivered_text_where_nobody_edited(clean_portal, owner_engine, monkeypatch):
    with owner_engine.begin() as connection:
        store.install(connection)
    later = {**seed.entries("provision"), ND47: {**seed.entries("provision")[ND47], "note": "bản sau"}}
    monkeypatch.setattr(seed, "entries", lambda kind: later if kind == "provision" else {})
    with owner_engine.begin() as connection:
        assert store.install(connection) == 1
    assert [v.data["note"] for v in store.history("provision", ND47)] == ["", "bản sau"]


@pytest.mark.parametrize("change", ["UPDATE camau_term SET reason = 'x'", "DELETE FROM camau_term"])
def test_not_even_the_owner_changes_a_version(clean_portal, owner_engine, change):
    with owner_engine.begin() as connection:
        store.install(connection)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), owner_engine.begin() as connection:
        connection.execute(sa.text(change))
