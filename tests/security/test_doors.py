"""Abuse lines 1 to 6, 8, 10, 12 to 16: core's writes answer 403, name our action, and change nothing."""

from __future__ import annotations

import pytest

from ckan import authz, logic, model
from ckan.tests.helpers import call_action

from ckanext.camau.catalogue import permit
from ckanext.camau.security.decisions import AUTH_ONLY, DECISIONS, GUARDED, PLUGIN_OF, Door

PRIVATE = {"private": False, "state": "active"}


def calls(scene):
    """Every way to write that an editor might try: line of the abuse list, action, body, our action."""
    full = {"id": scene.hidden_id, "name": "x-y", "title": "X", "owner_org": scene.office.id, **PRIVATE}
    res = {"package_id": scene.public.id, "url": "https://evil.example/x.csv"}
    smuggled = {
        "name": "lau", "title": "L", "type": "dataset", "owner_org": scene.office.id, **PRIVATE,
        "workflow_state": "issued", "decision_id": "1", "camau_permit": True,
        "extras": [{"key": "workflow_state", "value": "issued"}], "__extras": {"workflow_state": "issued"},
        "plugin_data": {"camau": {"state": "issued"}}, "resources": [{"url": "http://x", "workflow_state": "issued"}],
    }  # fmt: skip
    yield 1, "package_patch", {"id": scene.hidden_id, "private": False}, "camau_working_copy_update"
    yield 2, "package_update", full, "camau_working_copy_update"
    yield 3, "package_revise", {"match": {"id": scene.hidden_id}, "update": PRIVATE}, "camau_working_copy_update"
    yield 3, "package_revise", {"match__id": scene.hidden_id, "update__private": False}, "camau_working_copy_update"
    yield (
        3,
        "package_revise",
        {"match": {"id": scene.public.id}, "filter": ["-resources__*"], "update": {"title": "X"}},
        "camau_working_copy_update",
    )
    yield 4, "package_create", {"name": "moi", "owner_org": scene.office.id, **PRIVATE}, "camau_working_copy_create"
    yield 4, "package_create", {"name": "moi", "type": "la", "owner_org": scene.office.id}, "camau_working_copy_create"
    yield 5, "package_create", smuggled, "camau_working_copy_create"
    for action in ("bulk_update_public", "bulk_update_private", "bulk_update_delete"):
        ours = "camau_submit" if action == "bulk_update_public" else "camau_record_withdraw"
        yield 6, action, {"datasets": [scene.hidden_id, scene.public.id], "org_id": scene.office.id}, ours
    yield 8, "resource_create", {**res, "name": "x"}, "camau_file_upload"
    yield 8, "resource_update", {**res, "id": scene.public.resource_id}, "camau_file_upload"
    yield 8, "resource_patch", {"id": scene.public.resource_id, "name": "X"}, "camau_file_upload"
    yield 8, "resource_delete", {"id": scene.public.resource_id}, "camau_file_upload"
    yield (
        8,
        "package_resource_reorder",
        {"id": scene.public.id, "order": [scene.public.resource_id]},
        "camau_file_upload",
    )
    yield 10, "resource_patch", {"id": scene.public.resource_id, "url": "https://evil.example"}, "camau_file_upload"
    yield (
        12,
        "package_owner_org_update",
        {"id": scene.public.id, "organization_id": scene.office.id},
        "camau_working_copy_update",
    )
    yield 12, "package_patch", {"id": scene.public.id, "owner_org": "other"}, "camau_working_copy_update"
    for change in ({"name": "khac"}, {"type": "database"}, {"code": "KHAC"}):
        yield 13, "package_patch", {"id": scene.public.id, **change}, "camau_working_copy_update"
    yield 14, "package_delete", {"id": scene.public.id}, "camau_record_withdraw"
    yield 14, "package_patch", {"id": scene.public.id, "state": "deleted"}, "camau_working_copy_update"
    yield 14, "package_create", {"name": scene.public.name, "owner_org": scene.office.id}, "camau_working_copy_create"
    yield 15, "dataset_purge", {"id": scene.public.id}, "camau_record_withdraw"
    for action in ("organization_delete", "organization_purge"):
        yield 15, action, {"id": scene.office.id}, "camau_edition_issue"
    member = {"id": scene.office.id, "object": scene.hidden_id, "object_type": "package", "capacity": "public"}
    yield 16, "member_create", member, "camau_working_copy_update"
    yield 16, "member_delete", member, "camau_working_copy_update"
    yield (
        16,
        "organization_patch",
        {"id": scene.office.id, "packages": [{"id": scene.public.id}]},
        "camau_working_copy_update",
    )
    relation = {"subject": scene.public.id, "object": scene.hidden_id, "type": "links_to"}
    yield 16, "package_relationship_create", relation, "camau_working_copy_update"
    yield 16, "tag_create", {"name": "la", "vocabulary_id": "v"}, ""
    yield 16, "vocabulary_create", {"name": "la", "tags": []}, ""
    yield 17, "package_collaborator_create", {"id": scene.public.id, "user_id": "u", "capacity": "editor"}, ""
    yield 26, "file_create", {"name": "x", "upload": "x"}, "camau_file_upload"


@pytest.mark.parametrize("who", ["editor", "head", "sysadmin", "guest"])
def test_every_core_write_is_refused_and_changes_nothing(api, scene, state, who):
    caller = {
        "editor": scene.office.editor,
        "head": scene.office.head,
        "sysadmin": scene.sysadmin,
        "guest": None,
    }[who]
    before = state()
    for line, action, body, ours in calls(scene):
        answer = api(action, caller, **body)
        assert answer.status_code == 403, (line, action, answer.get_data(as_text=True))
        assert ours in answer.json["error"]["message"], (line, action)
        assert answer.json["error"]["message"].count("camau_") or not ours
    assert state() == before


def test_multipart_upload_is_refused_before_a_byte_is_kept(api, app, scene, state):
    before = state()
    answer = app.post(
        "/api/3/action/resource_update",
        data={"id": scene.public.resource_id, "upload": (__import__("io").BytesIO(b"evil"), "evil.csv")},
        headers=scene.office.editor.headers,
    )
    assert answer.status_code == 403
    assert state() == before


@pytest.mark.parametrize("path", ["bulk_process"])
def test_bulk_page_of_an_agency_cannot_publish(app, scene, state, path):
    before = state()
    answer = app.post(
        f"/organization/{path}/{scene.office.name}",
        data={"bulk_action.public": "1", f"dataset_{scene.hidden_id}": "1"},
        headers=scene.office.head.headers,
    )
    assert answer.status_code == 403
    assert state() == before


def test_internal_code_with_ignore_auth_meets_the_same_door(scene, state):
    before = state()
    for line, action, body, _ours in calls(scene):
        context = {"ignore_auth": True, "user": scene.sysadmin.name}
        with pytest.raises(logic.NotAuthorized):
            call_action(action, context, **body)
        model.Session.rollback()
        assert line
    assert state() == before


def test_auth_functions_refuse_a_sysadmin_too(scene):
    user = model.User.get(scene.sysadmin.name)
    for name, decision in DECISIONS.items():
        if decision.door in (Door.ISSUE_ONLY, Door.CLOSED) and name in authz.auth_functions_list():
            context = {"user": user.name, "auth_user_obj": user}
            assert not authz.is_authorized(name, context, {"id": scene.public.id})["success"], name


def test_a_permit_opens_one_record_only(scene):
    with permit.issuing([scene.public.id]) as key:
        assert permit.permitted(key, scene.public.id)
        with pytest.raises(logic.NotAuthorized):
            call_action("package_patch", {"ignore_auth": True, **key}, id=scene.hidden_id, title="X")


def test_an_account_in_office_is_not_deleted(api, scene):
    answer = api("user_delete", scene.sysadmin, id=scene.office.editor.id)
    assert answer.status_code == 403
    assert "camau_role_revoke" in answer.json["error"]["message"]


def test_a_sysadmin_makes_no_token_and_no_password_for_somebody_else(api, scene):
    body = {"user": scene.office.head.name, "name": "t", "expires_in": 1, "unit": 86_400}
    assert api("api_token_create", scene.sysadmin, **body).status_code == 403
    assert api("api_token_create", scene.office.head, **body).status_code == 200
    change = {"id": scene.office.head.id, "password": "matkhaumoi123"}
    assert api("user_patch", scene.sysadmin, **change).status_code == 403
    assert api("user_patch", scene.office.head, **change).status_code == 200


def test_every_action_and_auth_function_has_a_decision(with_plugins):
    logic.get_action("status_show")
    actions = {name for name in logic._actions if not name.startswith("camau_")}
    assert actions - set(DECISIONS) == set()
    absent = {name for name in DECISIONS if name not in actions} - AUTH_ONLY
    assert {name for name in absent if not name.startswith(tuple(PLUGIN_OF))} == set()


def test_guarded_actions_are_chained(with_plugins):
    logic.get_action("status_show")
    for name, decision in DECISIONS.items():
        if decision.door in (*GUARDED, Door.READ) and name in logic._actions:
            assert getattr(logic._actions[name].__wrapped__, "chained_action", False), name
