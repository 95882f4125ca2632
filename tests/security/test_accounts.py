"""Nobody takes over, switches off or raises the account of an officer through core, an administrator neither."""

from __future__ import annotations

import email

import pytest

from ckan import model
from ckan.tests import factories as core

from tests import factories

HASH = "$pbkdf2-sha512$25000$abc$" + "a" * 86


def message(answer):
    return answer.json["error"]["message"]


@pytest.fixture
def kept(scene):
    """What an account of the agency's head must still be after a refused call."""
    head = model.User.get(scene.office.head.id)
    before = (head.password, head.email, head.state, head.sysadmin, head.reset_key)

    def check():
        model.Session.rollback()
        model.Session.expire_all()
        head = model.User.get(scene.office.head.id)
        assert (head.password, head.email, head.state, head.sysadmin, head.reset_key) == before

    return check


@pytest.mark.parametrize("action", ["user_patch", "user_update"])
def test_nobody_takes_the_account_of_somebody_else(api, scene, kept, action):
    whole = {"name": scene.office.head.name, "email": model.User.get(scene.office.head.id).email}
    for change in (
        {"password": "matkhaumoi123"},
        {"password1": "matkhaumoi123", "password2": "matkhaumoi123"},
        {"password_hash": HASH},
        {"password_hash": ""},
        {"reset_key": "abc"},
        {"email": "khac@example.vn"},
    ):
        for target in (scene.office.head.id, scene.office.head.name):
            body = {**whole, "id": target, "user": scene.sysadmin.name, **change}
            answer = api(action, scene.sysadmin, **body)
            assert answer.status_code == 403, (change, answer.get_data(as_text=True))
            kept()


def test_another_administrator_is_not_taken_either(api, scene):
    other = factories.sysadmin()
    assert api("user_patch", scene.sysadmin, id=other.id, email="khac@example.vn").status_code == 403


def test_the_own_account_and_harmless_changes_stay_open(api, scene):
    head = scene.office.head
    assert api("user_patch", head, id=head.id, email="moi@example.vn", password="matkhaumoi123").status_code == 200
    assert api("user_patch", scene.sysadmin, id=head.id, fullname="Tên mới").status_code == 200
    nobody = core.User()
    assert api("user_patch", scene.sysadmin, id=nobody["id"], email="sua@example.vn").status_code == 200


@pytest.mark.parametrize("action", ["user_patch", "user_update"])
def test_an_account_in_office_is_neither_switched_off_nor_raised(api, scene, kept, action):
    whole = {"name": scene.office.head.name, "email": model.User.get(scene.office.head.id).email}
    for change in ({"state": "deleted"}, {"state": "pending"}, {"sysadmin": True}, {"sysadmin": "t"}):
        answer = api(action, scene.sysadmin, **whole, id=scene.office.head.id, **change)
        assert answer.status_code == 403, (change, answer.get_data(as_text=True))
        assert "camau_role_revoke" in message(answer)
        kept()


def test_an_account_without_a_role_may_be_switched_off_or_raised(api, scene):
    assert api("user_patch", scene.sysadmin, id=core.User()["id"], state="deleted").status_code == 200
    assert api("user_patch", scene.sysadmin, id=core.User()["id"], sysadmin=True).status_code == 200


def test_a_new_account_comes_without_a_token_or_not_at_all(api, scene):
    body = {"name": "moi-tinh", "email": "moi@example.vn"}
    for asked in (True, "true", 1):
        assert api("user_create", scene.sysadmin, **body, with_apitoken=asked).status_code == 403
        model.Session.rollback()
        assert model.User.get("moi-tinh") is None


def test_nobody_knows_the_password_of_a_new_account_but_its_holder(api, app, scene, relay):
    body = {"name": "moi-tinh", "email": "moi@example.vn", "fullname": "Người mới"}
    for secret in ({"password": "matkhaumoi123"}, {"password_hash": HASH}, {"reset_key": "abc"}):
        assert api("user_create", scene.sysadmin, **body, **secret).status_code == 403
        model.Session.rollback()
        assert model.User.get("moi-tinh") is None
    made = api("user_create", scene.sysadmin, **body)
    assert made.status_code == 200, made.get_data(as_text=True)
    user = model.User.get("moi-tinh")
    assert user.password
    for answer in (made, api("user_show", scene.sysadmin, id="moi-tinh", include_password_hash=True)):
        text = answer.get_data(as_text=True)
        assert user.reset_key
        assert user.reset_key not in text
        assert user.password not in text
    [letter] = relay.messages
    assert user.reset_key in email.message_from_string(letter).get_payload(decode=True).decode()
    form = {"name": "moi-hai", "email": "hai@example.vn", "fullname": "", "save": ""}
    page = app.get("/user/register", headers=scene.sysadmin.headers)
    assert "password" not in page.get_data(as_text=True)
    app.post("/user/register", data=form, headers=scene.sysadmin.headers, follow_redirects=False)
    model.Session.rollback()
    assert model.User.get("moi-hai")
    assert len(relay.messages) == 2


def test_an_account_whose_link_cannot_be_mailed_is_not_made(api, scene, relay):
    relay.refuse = "550 no"
    answer = api("user_create", scene.sysadmin, name="moi-tinh", email="moi@example.vn")
    assert answer.status_code == 409
    model.Session.rollback()
    assert model.User.get("moi-tinh") is None
