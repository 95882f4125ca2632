"""Agencies: the delivered list, what became of each, what their fields must say, focal officers who leave."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.agencies import load
from ckanext.camau.dates import today
from ckanext.camau.model import AgencySuccession
from tests import province
from tests.province import act

pytestmark = pytest.mark.usefixtures("clean_portal")

OFFICER = {"name": "Cán bộ (minh họa)", "position": "Chuyên viên", "phone": "0290 3000001", "email": "b@example.vn"}


def quiet(_what: str, _done: int, _total: int) -> None:
    return


def walk(nodes):
    for node in nodes:
        yield node
        yield from walk(node["children"])


def test_the_agencies_of_the_province_are_loaded_once():
    begun = time.monotonic()
    assert load.run(quiet) == 264 + 261
    assert time.monotonic() - begun < 60
    assert load.run(quiet) == 0
    assert model.Session.query(model.Member).filter_by(table_name="user", state="active").count() == 0
    assert model.Session.query(AgencySuccession).count() == 261

    begun = time.monotonic()
    present = act(None, "camau_agency_tree", historic=False)
    assert time.monotonic() - begun < 1
    kinds = [node["agency_type"] for node in walk(present)]
    assert (kinds.count("commune"), kinds.count("ward"), kinds.count("department")) == (55, 9, 13)
    names = [node["title"] for node in walk(act(None, "camau_agency_tree", historic=True))]
    old = [name for name in names if name.endswith("thành phố Bạc Liêu") and "phường" in name]
    assert [name.split(",")[0][-1] for name in old][:5] == ["1", "2", "3", "5", "7"]

    commune = act(None, "camau_agency_show", id="ubnd-xa-dat-mui")
    assert {link["extent"] for link in commune["predecessors"]} == {"whole", "part"}
    old = act(None, "camau_agency_show", id="ubnd-xa-vien-an-32242-cu")
    assert old["historic"]
    assert [link["name"] for link in old["successors"]] == ["ubnd-xa-dat-moi", "ubnd-xa-dat-mui"]
    assert [link["title"] for link in old["above"]] == ["Ủy ban nhân dân huyện Ngọc Hiển"]
    office = act(None, "camau_agency_show", id="so-thong-tin-va-truyen-thong")
    assert [link["name"] for link in office["successors"]] == ["so-khoa-hoc-va-cong-nghe"]


@pytest.fixture
def place(clean_portal):
    return province.build()


def test_what_the_fields_of_an_agency_must_say(place):
    def create(**data):
        return act(place.admin, "organization_create", type="organization", title="Chi cục", **data)

    code = act(None, "camau_agency_show", id=place.org)["code"]
    child = create(name="chi-cuc", code="CC", parent=place.org, agency_type="public_unit")
    assert child["parent"] == model.Group.get(place.org).name
    for field, wrong in {
        "code": {"code": code.lower().upper()},
        "parent": {"parent": "khong-co"},
        "agency_type": {"agency_type": "kingdom"},
        "valid_to": {"valid_from": "2026-01-02", "valid_to": "2026-01-01"},
    }.items():
        with pytest.raises(tk.ValidationError) as refused:
            create(**{"name": "khac", "code": "KHAC", **wrong})
        assert list(refused.value.error_dict) == [field]
    with pytest.raises(tk.ValidationError, match="parent"):
        act(place.admin, "organization_patch", id=place.org, parent="chi-cuc")
    act(place.admin, "organization_patch", id="chi-cuc", description="Giữ mã của mình.")


def test_a_succession_is_recorded_by_the_focal_point(place):
    other = province.build()
    data = {"predecessor": place.org, "successor": other.org, "extent": "part", "day": "2026-01-01"}
    for login in (None, place.head, place.admin):
        with pytest.raises(tk.NotAuthorized):
            act(login, "camau_agency_succession_add", **data)
    with pytest.raises(tk.ValidationError) as refused:
        act(place.focal, "camau_agency_succession_add", **{**data, "extent": "x", "day": "1/1", "successor": "y"})
    assert set(refused.value.error_dict) == {"extent", "day", "successor"}
    act(place.focal, "camau_agency_succession_add", **data)
    assert [link["extent"] for link in act(None, "camau_agency_show", id=place.org)["successors"]] == ["part"]
    for again in (data, {**data, "predecessor": other.org, "successor": place.org}):
        with pytest.raises(tk.ValidationError, match="successor"):
            act(place.focal, "camau_agency_succession_add", **again)


def test_an_officer_who_leaves_soon_is_told_of(place):
    def told(login):
        return [task["agency"] for task in act(login, "camau_task_list")["tasks"] if task["kind"] == "focal_officer"]

    def appoint(**days):
        act(place.head, "camau_focal_officer_set", agency=place.org, **OFFICER, **days)

    last = today() + timedelta(days=20)
    appoint(valid_to=last.isoformat())
    assert told(place.head) == told(place.focal) == [model.Group.get(place.org).title]
    assert told(place.editor) == []
    appoint(valid_from=(last + timedelta(days=1)).isoformat())
    assert told(place.head) == []
    assert len(act(place.head, "camau_focal_officer_list", agency=place.org)) == 2
    stranger = province.build()
    with pytest.raises(tk.NotAuthorized):
        act(stranger.head, "camau_focal_officer_list", agency=place.org)


def test_terms_of_office_follow_each_other(place):
    def appoint(day, **changes):
        return act(place.head, "camau_focal_officer_set", agency=place.org, **{**OFFICER, "valid_from": day, **changes})

    with pytest.raises(tk.ValidationError, match="valid_from"):
        appoint("1990-01-01")
    appoint(today().isoformat(), name="Cán bộ sửa (minh họa)")
    tomorrow = (today() + timedelta(days=1)).isoformat()
    appoint(tomorrow)
    with pytest.raises(tk.ValidationError, match="phone"):
        appoint((today() + timedelta(days=2)).isoformat(), phone="javascript:alert(1)")
    terms = act(place.head, "camau_focal_officer_list", agency=place.org)
    assert [(term["valid_from"], term["valid_to"]) for term in terms] == [
        (tomorrow, None), (today().isoformat(), today().isoformat()),
    ]  # fmt: skip
    assert terms[1]["name"] == "Cán bộ sửa (minh họa)"
