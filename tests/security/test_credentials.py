"""Abuse lines 65 and 66: sessions and tokens die with password, role and account, at the next request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time

from ckan import model
from ckan.lib import api_token
from ckan.tests import factories as core_factories

from tests import factories, province

PASSWORD = "matkhau-rat-dai-1"
ME = "/user/edit"


def logged_in(app, name, password=PASSWORD):
    client = app.test_client(use_cookies=True)
    answer = client.post("/user/login", data={"login": name, "password": password}, follow_redirects=False)
    assert answer.status_code == 302, answer.status_code
    return client


def works(client):
    return client.get(ME, follow_redirects=False).status_code == 200


def token_works(app, headers):
    return app.get("/api/3/action/camau_task_list", headers=headers).status_code == 200


@pytest.fixture
def person(clean_portal):
    """An account with a password and a role."""
    some = province.build()
    user = core_factories.User(password=PASSWORD)
    province.give((some.admin, some.admin2), user["name"], "auditor")
    return some, user


def test_65_a_new_password_ends_other_sessions_and_tokens(app, person):
    _some, user = person
    mine, elsewhere = logged_in(app, user["name"]), logged_in(app, user["name"])
    token = factories.token(user["name"])
    assert works(mine)
    assert works(elsewhere)
    assert token_works(app, token)
    form = {
        "name": user["name"], "email": user["email"], "old_password": PASSWORD, "save": "",
        "password1": "matkhau-khac-dai-2", "password2": "matkhau-khac-dai-2",
    }  # fmt: skip
    assert mine.post(ME, data=form, follow_redirects=False).status_code == 302
    assert works(mine)
    assert not works(elsewhere)
    assert not token_works(app, token)
    assert works(logged_in(app, user["name"], "matkhau-khac-dai-2"))


def test_66_a_role_that_is_taken_away_ends_both(app, person):
    some, user = person
    client, token = logged_in(app, user["name"]), factories.token(user["name"])
    [role] = [row for row in province.act(some.admin, "camau_role_list") if row["user"] == user["name"]]
    province.act(some.admin, "camau_role_revoke", id=role["id"], reason="Chuyển công tác")
    assert not works(client)
    assert not token_works(app, token)


def test_66_a_disabled_account_ends_both_for_good(app, person):
    some, user = person
    other = core_factories.User(password=PASSWORD)
    client, token = logged_in(app, other["name"]), factories.token(other["name"])
    assert works(client)
    admin = factories._account(some.admin)
    for state in ("deleted", "active"):
        answer = app.post("/api/3/action/user_patch", json={"id": other["id"], "state": state}, headers=admin.headers)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert not works(client), state
        assert not token_works(app, token), state
    assert user


def test_a_token_lives_ninety_days_and_not_longer(app, clean_portal):
    account = factories.sysadmin()
    body = {"user": account.name, "name": "t", "unit": 86_400}
    long = app.post("/api/3/action/api_token_create", json={**body, "expires_in": 91}, headers=account.headers)
    assert long.status_code == 403
    assert "90" in long.json["error"]["message"]
    made = app.post("/api/3/action/api_token_create", json={**body, "expires_in": 90}, headers=account.headers)
    token = {"Authorization": made.json["result"]["token"]}
    assert token_works(app, token)
    with freeze_time(datetime.now(UTC) + timedelta(days=91)):
        assert not token_works(app, token)


def test_a_token_without_an_end_or_with_a_far_one_proves_nothing(app, clean_portal):
    account = factories.sysadmin()
    [row] = model.Session.query(model.ApiToken).all()
    began = api_token.into_seconds(row.created_at)
    for end, holds in ((None, False), (began + 400 * 86_400, False), (began + 86_400, True)):
        data = {"jti": row.id, "iat": began} | ({"exp": end} if end else {})
        assert token_works(app, {"Authorization": api_token.encode(data)}) is holds, end
    assert account
