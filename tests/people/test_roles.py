"""Roles: granted by one person, confirmed by another, valid for their days; rank gives none."""

from datetime import date, timedelta

import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories

from ckanext.camau.dates import today
from ckanext.camau.logic.errors import Conflict
from ckanext.camau.people import membership
from ckanext.camau.people.roles import roles_of
from ckanext.camau.workflow.permission import HeldRole
from tests import province
from tests.province import act

pytestmark = pytest.mark.usefixtures("clean_portal")


@pytest.fixture
def place(clean_portal):
    return province.build()


def held(login):
    return roles_of(model.User.get(login).id)


def test_a_role_is_held_once_another_person_confirms_it(place):
    login = factories.User()["name"]
    role = act(place.admin, "camau_role_grant", user=login, role="editor", agency=place.org)
    assert held(login) == frozenset()
    with pytest.raises(tk.NotAuthorized):
        act(place.admin, "camau_role_confirm", id=role["id"])
    act(place.head, "camau_role_confirm", id=role["id"])
    assert held(login) == {HeldRole("editor", place.org)}
    member = act(place.admin, "organization_show", id=place.org, include_users=True)["users"]
    assert {"name": login, "capacity": "editor"} in [{k: u[k] for k in ("name", "capacity")} for u in member]
    with pytest.raises(Conflict):
        act(place.head, "camau_role_confirm", id=role["id"])


def test_nobody_confirms_the_own_role(place):
    role = act(place.admin, "camau_role_grant", user=place.focal, role="auditor")
    with pytest.raises(tk.NotAuthorized):
        act(place.focal, "camau_role_confirm", id=role["id"])


def test_a_head_handles_editors_of_the_own_agency_only(place):
    stranger = province.build()
    login = factories.User()["name"]
    act(place.head, "camau_role_grant", user=login, role="editor", agency=place.org)
    for role, agency in [("editor", stranger.org), ("agency_head", place.org), ("focal_point", None)]:
        with pytest.raises(tk.NotAuthorized):
            act(place.head, "camau_role_grant", user=login, role=role, agency=agency)


def test_a_role_and_a_term_of_office_do_not_end_before_they_begin(place):
    days = {"valid_from": "2026-12-31", "valid_to": "2026-12-30"}
    officer = {"name": "A", "position": "B", "phone": "0290 3000000", "email": "a@example.vn"}
    with pytest.raises(tk.ValidationError, match="valid_to"):
        act(place.admin, "camau_role_grant", user=factories.User()["name"], role="auditor", **days)
    with pytest.raises(tk.ValidationError, match="valid_to"):
        act(place.head, "camau_focal_officer_set", agency=place.org, **officer, **days)


def test_a_system_administrator_holds_no_role(place):
    with pytest.raises(tk.ValidationError):
        act(place.admin, "camau_role_grant", user=place.admin2, role="focal_point")
    user = model.User.get(place.focal)
    user.sysadmin = True
    model.Session.commit()
    assert held(place.focal) == frozenset()


def test_roles_end_with_their_day_their_revocation_and_their_account(place):
    login = factories.User()["name"]
    past = (today() - timedelta(days=2)).isoformat()
    province.give((place.admin, place.admin2), login, "auditor", valid_from=past, valid_to=past)
    assert held(login) == frozenset()
    assert HeldRole("auditor") in roles_of(model.User.get(login).id, date.fromisoformat(past))
    role = act(place.admin, "camau_role_list", agency=place.org)[0]
    act(place.admin, "camau_role_revoke", id=role["id"], reason="Chuyển công tác")
    assert held(role["user"]) == frozenset()
    model.User.get(place.clerk).delete()
    model.Session.commit()
    assert held(place.clerk) == frozenset()


def test_a_delegation_gives_what_its_giver_holds(place):
    login = factories.User()["name"]
    days = {"valid_from": today().isoformat(), "valid_to": today().isoformat()}
    given = {"from_user": place.head, "to_user": login, "role": "agency_head", "agency": place.org, **days}
    with pytest.raises(tk.NotAuthorized):
        act(place.editor, "camau_delegation_create", **given, document="1/GUQ")
    act(place.head, "camau_delegation_create", **given, document="1/GUQ")
    assert HeldRole("agency_head", place.org) in held(login)
    copy = place.submitted()
    assert place.step(login, "camau_approve", copy)["state"] == "approved"


def test_the_task_list_is_what_one_can_do(place):
    copy = place.submitted()
    assert [t["id"] for t in act(place.head, "camau_task_list")["tasks"]] == [copy["id"]]
    assert act(place.focal, "camau_task_list")["tasks"] == []
    place.step(place.head, "camau_approve", copy)
    assert [t["id"] for t in act(place.focal, "camau_task_list")["tasks"]] == [copy["id"]]


def test_the_audit_trail_is_for_those_who_may_read_it(place):
    copy = place.submitted()
    lines = act(place.editor, "camau_audit_list", record_id=copy["record_id"])["results"]
    assert [line["action"] for line in lines] == ["camau_submit", "camau_working_copy_create"]
    with pytest.raises(tk.NotAuthorized):
        act(place.editor, "camau_audit_list")
    assert act(place.focal, "camau_audit_list")["count"] > 5


def test_membership_follows_roles_that_begin_and_end_with_the_day(place, owner_engine):
    login = factories.User()["name"]
    province.give((place.admin, place.admin2), login, "agency_head", place.org)
    user_id = model.User.get(login).id
    model.Session.rollback()
    with owner_engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE camau_role SET valid_from = current_date - 9, valid_to = current_date - 2 WHERE user_id = %s",
            (user_id,),
        )
    membership.sync_all()
    model.Session.commit()
    member = model.Session.query(model.Member).filter_by(table_id=user_id, group_id=place.org).one()
    assert member.state == "deleted"
