"""Abuse lines 25 and 41: the stream of activities tells of issues, nothing before them, nothing after a withdrawal."""

from __future__ import annotations

import pytest
from ckanext.activity.model import Activity

from ckan import model

from tests import factories, province
from tests.security.test_leaks import silent

LISTS = ("package_activity_list", "organization_activity_list", "recently_changed_packages_activity_list")


def stream():
    model.Session.rollback()
    return model.Session.query(Activity).order_by(Activity.timestamp).all()


def told(api, scene, who=None):
    asked = {"package_activity_list": scene.public.id, "organization_activity_list": scene.office.id}
    return {name: api(name, who, **({"id": asked[name]} if name in asked else {})) for name in LISTS}


def test_41_an_issue_is_told_once_and_by_the_portal(api, scene):
    [row] = stream()
    assert (row.activity_type, row.object_id, row.user_id) == ("new package", scene.public.id, "camau_test")
    assert set(row.data["package"]) == {"id", "name", "title", "type"}
    for name, answer in told(api, scene).items():
        assert [(row["object_id"], row["activity_type"]) for row in answer.json["result"]] == [
            (scene.public.id, "new package")
        ], name
        silent(answer, scene)
    factories.issued(scene.office, "dataset", "Dân số xã phường", scene.public.id, code="KEEP")
    assert [row.activity_type for row in stream()] == ["new package", "changed package"]
    assert api.result("activity_show", id=row.id)["object_id"] == scene.public.id


def test_41_of_a_draft_nothing_is_told(api, app, scene):
    for who in (None, scene.office.editor, scene.sysadmin):
        for name, answer in told(api, scene, who).items():
            silent(answer, scene)
            assert answer.status_code == 200, name
        assert api("dashboard_activity_list", who).status_code == (200 if who else 403)
    for path in (f"/dataset/activity/{scene.hidden_id}", f"/organization/activity/{scene.office.id}", "/dashboard"):
        silent(app.get(path), scene, asked=(scene.hidden_id,))
    assert (
        api("package_activity_list", id=scene.hidden_id).json["error"]
        == (api("package_activity_list", id="khong-co").json["error"])
    )
    assert api("user_activity_list", id=scene.office.head.id).status_code == 404


def test_41_after_a_withdrawal_nothing_is_left(api, app, clean_portal):
    some = province.build()
    service = some.issued("data_service", title="Dịch vụ sẽ thu hồi")
    record_id = service["record_id"]
    [before] = [row.id for row in stream() if row.object_id == record_id]
    pdf = province.upload(some.head, province.pdf(), "thu hồi.pdf")
    province.act(some.head, "camau_record_withdraw", id=record_id, reason="Hết hạn", document=pdf)
    asked = {
        "package_activity_list": record_id, "organization_activity_list": some.org, "activity_show": before,
        "recently_changed_packages_activity_list": None,
    }  # fmt: skip
    for name, id_ in asked.items():
        answer = api(name, **({"id": id_} if id_ else {}))
        assert "Dịch vụ sẽ thu hồi" not in answer.get_data(as_text=True).encode().decode("unicode_escape", "ignore")
        assert record_id not in answer.get_data(as_text=True), name
    page = app.get(f"/data_service/activity/{record_id}")
    assert page.status_code == 410
    assert "Dịch vụ sẽ thu hồi" not in page.get_data(as_text=True)
    [left] = [row for row in stream() if row.object_id == record_id]
    assert (left.activity_type, left.data["package"]["title"]) == ("deleted package", "")
    [own] = api.result("package_activity_list", factories._account(some.editor), id=record_id)
    assert own["activity_type"] == "deleted package"


@pytest.mark.parametrize("who", ["guest", "editor", "sysadmin"])
def test_25_nobody_writes_removes_or_restores(api, app, scene, who):
    caller = {"guest": None, "editor": scene.office.editor, "sysadmin": scene.sysadmin}[who]
    [row] = stream()
    forged = {"user_id": scene.office.head.id, "object_id": scene.hidden_id, "activity_type": "new package"}
    for action, body in (
        ("activity_create", {**forged, "data": {"package": {"title": "Chưa công bố"}}}),
        ("activity_delete", {"id": row.id}),
        ("activity_delete_all", {}), ("activity_data_show", {"id": row.id}), ("send_email_notifications", {}),
        ("activity_diff", {"id": row.id, "object_type": "package"}),
    ):  # fmt: skip
        assert api(action, caller, **body).status_code == 403, action
    headers = caller.headers if caller else {}
    for path in (
        f"/dataset/{scene.public.id}/history/{row.id}", f"/dataset/changes/{row.id}",
        f"/dataset/{scene.public.id}/resources/{scene.public.resource_id}/history/{row.id}",
    ):  # fmt: skip
        assert app.get(path, headers=headers).status_code in (403, 404), path
    assert len(stream()) == 1
