"""Delegations: the one who acts is judged by what he did himself; an end is an end at once."""

from datetime import timedelta

from ckanext.camau.dates import today
from tests import province


def delegate(desk, giver, taker, role="agency_head", **more):
    place = desk.place
    days = {"valid_from": today().isoformat(), "valid_to": (today() + timedelta(days=9)).isoformat()}
    agency = {"agency": place.org} if role in {"agency_head", "editor"} else {}
    return {"from_user": giver, "to_user": taker, "role": role, "document": "1/GUQ", **agency, **days, **more}


def test_whoever_wrote_does_not_approve_by_a_delegation(desk):
    place = desk.place
    copy = place.submitted()
    desk.do(place.head, "camau_delegation_create", **delegate(desk, place.head, place.editor))
    for action in ("camau_approve", "camau_claim"):
        desk.refused(403, place.editor, action, id=copy["id"], content_hash=copy["content_hash"])
    deputy = province.factories.User()["name"]
    desk.do(place.head, "camau_delegation_create", **delegate(desk, place.head, deputy))
    assert desk.step(deputy, "camau_approve", copy)["state"] == "approved"
    line = desk.show(place.head, copy)["history"][-1]
    assert line["actor"] == province.model.User.get(deputy).id
    # who approved as a deputy does not appraise as the focal point's
    desk.do(place.focal, "camau_delegation_create", **delegate(desk, place.focal, deputy, "focal_point"))
    desk.refused(403, deputy, "camau_appraise", id=copy["id"], content_hash=copy["content_hash"])


def test_a_delegation_ends_early_and_with_it_what_was_claimed(desk):
    place, other = desk.place, desk.colleague("agency_head")
    deputy, stranger = province.factories.User()["name"], province.factories.User()["name"]
    made = desk.do(place.head, "camau_delegation_create", **delegate(desk, place.head, deputy))
    copy = place.submitted()
    desk.do(deputy, "camau_claim", id=copy["id"])
    desk.refused(403, stranger, "camau_delegation_end", id=made["id"], reason="?")
    desk.refused(409, place.head, "camau_delegation_end", id=made["id"])
    ended = desk.do(place.head, "camau_delegation_end", id=made["id"], reason="Đi làm lại")
    assert (ended["in_force"], ended["end_reason"]) == (False, "Đi làm lại")
    again = desk.refused(409, place.head, "camau_delegation_end", id=made["id"], reason="?")
    assert again["conflict"] == "state"
    desk.refused(404, deputy, "camau_approve", id=copy["id"], content_hash=copy["content_hash"])
    assert desk.step(other, "camau_approve", copy)["state"] == "approved"


def test_what_is_delegated_is_held_and_goes_to_another_person(desk):
    place, deputy = desk.place, province.factories.User()["name"]
    desk.do(place.head, "camau_delegation_create", **delegate(desk, place.head, deputy))
    third = province.factories.User()["name"]
    error = desk.refused(409, deputy, "camau_delegation_create", **delegate(desk, deputy, third))
    assert "role" in error  # no delegation of what is only delegated
    admins = (place.admin, place.admin2)
    twin = province.factories.User()["name"]
    for login in (place.head, twin):
        province.give(admins, login, "editor", place.org, person="079000000003")
    error = desk.refused(409, place.head, "camau_delegation_create", **delegate(desk, place.head, twin))
    assert "to_user" in error
