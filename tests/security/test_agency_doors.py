"""An agency that owns records is neither deleted nor moved by a change of its state or name."""

from __future__ import annotations

import pytest

from ckan import model

ACTIONS = ["organization_patch", "organization_update", "group_patch", "group_update"]


def whole(scene):
    group = model.Group.get(scene.office.id)
    return {"id": group.id, "name": group.name, "title": group.title, "code": "SYT", "agency_type": "department"}


@pytest.mark.parametrize("who", ["head", "sysadmin"])
def test_state_and_name_of_an_agency_with_records_stay(api, scene, who):
    caller = scene.sysadmin if who == "sysadmin" else scene.office.head
    for action in ACTIONS:
        for change in ({"state": "deleted"}, {"state": "draft"}, {"state": ""}, {"name": "so-khac"}):
            answer = api(action, caller, **{**whole(scene), **change})
            assert answer.status_code == 403, (action, change, answer.get_data(as_text=True))
            model.Session.rollback()
            model.Session.expire_all()
            group = model.Group.get(scene.office.id)
            assert (group.state, group.name) == ("active", scene.office.name)


def test_the_title_of_an_agency_may_change(api, scene):
    answer = api("organization_patch", scene.sysadmin, id=scene.office.name, title="Sở Y tế mới", state="active")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    answer = api("organization_update", scene.sysadmin, **{**whole(scene), "title": "Sở Y tế"})
    assert answer.status_code == 200, answer.get_data(as_text=True)


def test_an_agency_without_records_may_be_renamed_and_closed(api, scene):
    made = api.result(
        "organization_create", scene.sysadmin, name="so-trong", title="Sở trống", code="TRONG", agency_type="department"
    )
    assert api("organization_patch", scene.sysadmin, id=made["id"], name="so-rong").status_code == 200
    assert api("organization_patch", scene.sysadmin, id=made["id"], state="deleted").status_code == 200
