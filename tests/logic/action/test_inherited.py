"""An agency that was merged: its open cases go on at its successor; what is issued stays until it is issued anew."""

from ckan import model

from ckanext.camau.dates import today
from tests import province


def merge(desk, predecessor, successor, extent="whole"):
    return desk.do(desk.place.focal, "camau_agency_succession_add", predecessor=predecessor, successor=successor,
                   extent=extent, day=today().isoformat(), document="Nghị quyết (minh họa)")  # fmt: skip


def test_open_cases_go_on_at_the_one_successor(desk):
    old, new = desk.place, province.build()
    record_id = old.issued()["record_id"]
    change = desk.do(old.editor, "camau_working_copy_create", record_id=record_id)
    change = desk.step(old.editor, "camau_submit", desk.save(change, completeness="Đủ 64 xã."))
    assert change["route"] == "agency"
    fresh, quiet = old.draft(), old.issued("usage_rule")["record_id"]
    fresh = desk.step(old.editor, "camau_submit", fresh)
    desk.do(old.head, "camau_claim", id=fresh["id"])
    desk.refused(404, new.head, "camau_working_copy_show", id=fresh["id"])

    assert merge(desk, old.org, new.org)["cases_moved"] == 2
    desk.refused(404, old.head, "camau_approve", id=fresh["id"], content_hash=fresh["content_hash"])
    moved = desk.show(new.head, fresh)
    assert (moved["state"], moved["claimed_by"], moved["owner_org"]) == ("submitted", None, new.org)
    assert moved["history"][-1]["detail"] == {"from": old.org, "to": new.org}
    assert not [p for p in moved["problems"] if p["blocking"]]  # its files are the successor's to name
    model.Session.rollback()
    assert model.Package.get(fresh["record_id"]).owner_org == new.org
    assert model.Package.get(record_id).owner_org == old.org

    # the agency is part of what the list says of a dataset: the change goes through an edition now
    copy = desk.show(new.head, change)
    assert copy["route"] == "edition"
    copy = desk.step(new.head, "camau_approve", copy)
    copy = desk.step(old.focal, "camau_appraise", copy)
    old.issue(old.edition(copy))
    model.Session.rollback()
    assert desk.app.get(f"/api/3/action/package_show?id={record_id}").json["result"]["owner_org"] == new.org
    assert desk.app.get(f"/api/3/action/package_show?id={quiet}").json["result"]["owner_org"] == old.org

    # what had no open case is changed, and withdrawn, by the successor
    desk.refused(403, old.editor, "camau_working_copy_create", record_id=quiet)
    assert desk.do(new.editor, "camau_working_copy_create", record_id=quiet)["owner_org"] == new.org
    paper = province.upload(new.head, province.pdf(), "thu hồi.pdf")
    desk.refused(403, old.head, "camau_record_withdraw", id=quiet, reason="Thay", document=paper)
    gone = desk.do(new.head, "camau_record_withdraw", id=quiet, reason="Thay", document=paper)
    assert gone["state"] == "withdrawn"


def test_where_several_succeed_cases_stay_and_the_focal_point_is_told(desk):
    old, one, two = desk.place, province.build(), province.build()
    copy = old.submitted()
    assert merge(desk, old.org, one.org, "part")["cases_moved"] == 0
    assert merge(desk, old.org, two.org)["cases_moved"] == 0
    assert desk.show(old.head, copy)["owner_org"] == old.org
    (task,) = [t for t in desk.do(old.focal, "camau_task_list")["tasks"] if t["kind"] == "agency"]
    assert (task["id"], task["open_cases"]) == (old.org, 1)
    assert not [t for t in desk.do(old.head, "camau_task_list")["tasks"] if t["kind"] == "agency"]
