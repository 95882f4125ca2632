"""Claims: who has a case, and what becomes of it when he has it no more."""

from tests import province


def test_a_claimed_case_is_decided_by_its_holder_alone(desk):
    place, other = desk.place, desk.colleague("agency_head")
    copy = place.submitted()
    step = {"id": copy["id"], "content_hash": copy["content_hash"]}
    desk.refused(403, place.editor, "camau_claim", id=copy["id"])
    assert desk.refused(409, place.head, "camau_release", id=copy["id"])["conflict"] == "state"
    claimed = desk.do(place.head, "camau_claim", id=copy["id"])
    assert (claimed["claimed_by_name"], bool(claimed["claimed_at"])) == (
        province.model.User.get(place.head).display_name, True,
    )  # fmt: skip
    assert desk.do(place.head, "camau_claim", id=copy["id"])["claimed_at"] == claimed["claimed_at"]
    seen = desk.show(other, copy)
    assert seen["claimed_by"] == claimed["claimed_by"]
    assert not {"camau_approve", "camau_return", "camau_claim", "camau_release"} & set(seen["allowed"])
    for action, more in [("camau_approve", {}), ("camau_return", {"reasons": ["other"]})]:
        error = desk.refused(409, other, action, **step, **more)
        assert (error["conflict"], error["details"]["claimed_by_name"]) == ("claimed", claimed["claimed_by_name"])
    assert desk.refused(409, other, "camau_claim", id=copy["id"])["conflict"] == "claimed"
    assert desk.refused(409, other, "camau_release", id=copy["id"])["conflict"] == "claimed"
    assert desk.do(place.head, "camau_release", id=copy["id"])["claimed_by"] is None
    desk.do(other, "camau_claim", id=copy["id"])
    approved = desk.step(other, "camau_approve", copy)
    assert (approved["state"], approved["claimed_by"]) == ("approved", None)  # ends with the state
    actions = [line["action"] for line in desk.show(other, copy)["history"]]
    assert actions[2:6] == ["camau_claim", "camau_release", "camau_claim", "camau_approve"]


def test_a_case_is_handed_to_one_who_may_decide_on_it(desk):
    place = desk.place
    other, focal = desk.colleague("agency_head"), desk.colleague("focal_point")
    copy = place.submitted()
    desk.do(place.head, "camau_claim", id=copy["id"])
    for login in (place.editor, place.focal, "nobody", place.admin):
        error = desk.refused(409, place.head, "camau_reassign", id=copy["id"], user=login)
        assert "user" in error
    handed = desk.do(other, "camau_reassign", id=copy["id"], user=other, note="Trực tuần này")
    assert handed["claimed_by"] == province.model.User.get(other).id
    copy = desk.step(other, "camau_approve", copy)
    desk.refused(409, place.head, "camau_reassign", id=copy["id"], user=place.head)  # no more the agency's
    handed = desk.do(place.focal, "camau_reassign", id=copy["id"], user=focal)
    error = desk.refused(409, place.focal, "camau_appraise", id=copy["id"], content_hash=copy["content_hash"])
    assert error["conflict"] == "claimed"
    assert desk.step(focal, "camau_appraise", copy)["state"] == "appraised"


def test_with_the_role_the_claim_ends_and_the_case_is_back_in_the_queue(desk):
    place, other = desk.place, desk.colleague("agency_head")
    copy = place.submitted()
    desk.do(place.head, "camau_claim", id=copy["id"])
    (role,) = [r for r in desk.do(place.admin, "camau_role_list", agency=place.org)
               if r["user"] == place.head and r["role"] == "agency_head"]  # fmt: skip
    desk.do(place.admin, "camau_role_revoke", id=role["id"], reason="Chuyển công tác")
    # the API token ended with the role: without it one is a guest
    desk.refused(403, place.head, "camau_claim", id=copy["id"])
    assert desk.show(other, copy)["claimed_by"] is None
    assert copy["id"] in [task["id"] for task in desk.do(other, "camau_task_list")["tasks"]]
    assert desk.step(other, "camau_approve", copy)["state"] == "approved"


def test_who_wrote_claims_and_gets_nothing_to_decide(desk):
    place = desk.place
    both = desk.colleague("editor")
    province.give((place.admin, place.admin2), both, "agency_head", place.org)
    copy = place.draft()
    copy = desk.do(both, "camau_working_copy_update", id=copy["id"], lock_version=copy["lock_version"],
                   data={**copy["data"], "completeness": "Đủ."})  # fmt: skip
    copy = desk.step(place.editor, "camau_submit", copy)
    desk.refused(403, both, "camau_claim", id=copy["id"])
    desk.refused(403, both, "camau_approve", id=copy["id"], content_hash=copy["content_hash"])
    assert "user" in desk.refused(409, place.head, "camau_reassign", id=copy["id"], user=both)
