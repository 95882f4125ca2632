"""Abuse line 68 and section 4 of the architecture: a system administrator is no way round, sentence by sentence."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue import chain
from ckanext.camau.people import roles
from tests import factories, province
from tests.conftest import _switch


def test_he_holds_no_role_and_gives_none_alone(api, scene):
    admin, other = scene.sysadmin, factories.sysadmin()
    assert roles.roles_of(admin.id) == frozenset()
    for role in ("editor", "agency_head", "focal_point", "issuing_clerk", "auditor"):
        agency = {"agency": scene.office.id} if role in ("editor", "agency_head") else {}
        for target in (admin, other):
            assert api("camau_role_grant", admin, user=target.name, role=role, **agency).status_code == 409, role
    plain = factories._account(province.factories.User()["name"])
    granted = api.result("camau_role_grant", admin, user=plain.name, role="focal_point")
    assert api("camau_role_confirm", admin, id=granted["id"]).status_code == 403
    assert roles.roles_of(plain.id) == frozenset()
    assert api("user_patch", admin, id=plain.id, sysadmin=True).status_code == 403
    api.result("camau_role_confirm", other, id=granted["id"])
    assert {held.role for held in roles.roles_of(plain.id)} == {"focal_point"}


def test_he_takes_no_step_of_any_route(api, scene):
    """Every state that a working copy can wait in, every step: refused, nothing changed, also as CKAN's member."""
    some = province.build()
    admin = scene.sysadmin
    member = {"id": some.org, "username": admin.name, "role": "admin"}
    assert api("organization_member_create", admin, **member).status_code == 200
    draft, submitted = some.draft(), some.submitted()
    approved = some.step(some.head, "camau_approve", some.submitted())
    appraised = some.appraised()
    edition = some.edition(appraised)
    steps = (
        "camau_submit",
        "camau_recall",
        "camau_return",
        "camau_approve",
        "camau_appraise",
        "camau_working_copy_discard",
    )
    for copy in (draft, submitted, approved, appraised):
        for step in steps:
            body = {"id": copy["id"], "content_hash": copy["content_hash"], "note": "x", "reasons": ["other"]}
            assert api(step, admin, **body).status_code in (403, 404), step
        update = {"id": copy["id"], "lock_version": copy["lock_version"], "data": {"title": "x"}}
        assert api("camau_working_copy_update", admin, **update).status_code in (403, 404)
        now = province.act(some.editor, "camau_working_copy_show", id=copy["id"])
        assert now["content_hash"] == copy["content_hash"]
    body = {"id": edition["id"], "edition_hash": edition["edition_hash"], "act": {"number": "1"}}
    for step in ("camau_edition_issue", "camau_edition_update"):
        assert api(step, admin, **body, lock_version=1, title="x", entries=[], removals=[]).status_code == 403
    assert api("camau_edition_create", admin, kind="open_data_list", title="x").status_code == 403
    create = {"type": "dataset", "owner_org": some.org, "data": {"title": "x"}}
    assert api("camau_working_copy_create", admin, **create).status_code == 403
    assert api("camau_file_upload", admin).status_code == 403


@pytest.mark.usefixtures("relay")
def test_he_has_nobody_s_token_and_password(api, app, scene):
    head = scene.office.head
    for body in ({"user": head.name}, {"user": head.id}):
        asked = {**body, "name": "t", "expires_in": 1, "unit": 86_400}
        assert api("api_token_create", scene.sysadmin, **asked).status_code == 403
    page = app.post(
        f"/user/{head.name}/api-tokens", data={"name": "t", "expires_in": 1, "unit": 86_400},
        headers=scene.sysadmin.headers, follow_redirects=False,
    )  # fmt: skip
    assert page.status_code in (302, 403)
    assert model.Session.query(model.ApiToken).filter_by(user_id=head.id).count() == 1
    before = model.User.get(head.id).password
    form = {"name": head.name, "email": "khac@example.vn", "password1": "matkhaumoi123", "password2": "matkhaumoi123"}
    form |= {"old_password": "x", "save": "", "activity_streams_email_notifications": "False"}
    app.post(f"/user/edit/{head.name}", data=form, headers=scene.sysadmin.headers, follow_redirects=False)
    model.Session.rollback()
    model.Session.expire_all()
    assert model.User.get(head.id).password == before
    assert model.User.get(head.id).email != "khac@example.vn"
    invited = api("user_invite", scene.sysadmin, email="moi@example.vn", group_id=scene.office.id, role="editor")
    assert invited.status_code == 200
    user = model.User.get(invited.json["result"]["id"])
    assert user.reset_key
    for answer in (invited, api("user_show", scene.sysadmin, id=user.id, include_password_hash=True)):
        assert user.reset_key not in answer.get_data(as_text=True)
        assert "password_hash" not in answer.get_data(as_text=True)
    assert roles.roles_of(user.id) == frozenset()


def test_he_reads_nothing_that_is_not_issued_through_the_public_s_doors(api, app, scene):
    found = api.result("package_search", scene.sysadmin)
    assert {row["id"] for row in found["results"]} == {scene.public.id}
    assert api("camau_working_copy_show", scene.sysadmin, record_id=scene.hidden_id).status_code in (200, 404)
    assert app.get(f"/dataset/{scene.hidden_id}", headers=scene.sysadmin.headers).status_code == 404


def test_70_who_has_the_database_is_found_out_by_the_chain(scene, owner_engine):
    assert all(link.broken_at is None for link in chain.verify())
    model.Session.rollback()
    _switch(owner_engine, "DISABLE")
    try:
        with owner_engine.begin() as connection:
            connection.execute(sa.text("UPDATE camau_version SET content_hash = repeat('0', 64) WHERE number = 1"))
    finally:
        _switch(owner_engine, "ENABLE")
    broken = {link.table: link.broken_at for link in chain.verify() if link.broken_at is not None}
    assert broken == {"camau_version": 1}


def test_70_the_command_says_so(scene, owner_engine, cli):
    from ckan.cli.cli import ckan

    assert cli.invoke(ckan, ["camau", "ledger", "verify"]).exit_code == 0
    _switch(owner_engine, "DISABLE")
    try:
        with owner_engine.begin() as connection:
            connection.execute(sa.text("DELETE FROM camau_audit WHERE seq = 2"))
    finally:
        _switch(owner_engine, "ENABLE")
    told = cli.invoke(ckan, ["camau", "ledger", "verify"])
    assert told.exit_code != 0
    assert "BROKEN at row 3" in told.output
