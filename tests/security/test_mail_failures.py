"""A mail that cannot be sent tells nobody who has an account here, and leaves nothing half made."""

from __future__ import annotations

import logging
import smtplib

import pytest
import sqlalchemy as sa

from ckan import model


def rows():
    model.Session.rollback()
    return [
        model.Session.scalar(sa.text(f'SELECT count(*) FROM "{table}"')) for table in ("user", "member", "dashboard")
    ]


def failing(error):
    def connect(*_args, **_kwargs):
        raise error

    return connect


@pytest.fixture(params=["no address", "no relay", "relay breaks"])
def broken(request, monkeypatch, ckan_config):
    """A portal whose mail does not leave."""
    address = None if request.param == "no address" else "cong@example.vn"
    monkeypatch.setitem(ckan_config, "smtp.mail_from", address)
    error = smtplib.SMTPServerDisconnected("gone") if request.param == "relay breaks" else ConnectionRefusedError()
    monkeypatch.setattr(smtplib.SMTP, "connect", failing(error))


def test_a_reset_answers_the_same_for_everybody(app, scene, broken, caplog):
    answers = []
    for name in (scene.office.head.name, model.User.get(scene.office.head.id).email, "khong-co", "khong@co.vn"):
        with caplog.at_level(logging.ERROR):
            answer = app.post("/user/reset", data={"user": name}, follow_redirects=False)
        answers.append((answer.status_code, answer.headers.get("Location"), answer.body))
        app.get("/user/login")
    assert answers[0][0] == 302
    assert len(set(answers)) == 1
    assert "reset" in caplog.text


def test_a_reset_says_the_same_on_the_page_that_follows(app, scene, broken):
    pages = [
        app.test_client().post("/user/reset", data={"user": name}, follow_redirects=True)
        for name in (scene.office.head.name, "khong-co")
    ]
    assert [page.status_code for page in pages] == [200, 200]
    said = [page.get_data(as_text=True).count("alert-danger") for page in pages]
    assert said == [0, 0]


def test_an_invitation_that_cannot_be_sent_leaves_nothing(api, app, scene, broken):
    before = rows()
    body = {"email": "moi@example.vn", "group_id": scene.office.id, "role": "member"}
    for who in (scene.sysadmin, scene.office.head):
        answer = api("user_invite", who, **body)
        assert answer.status_code == 409, answer.get_data(as_text=True)
        assert "thư" in answer.json["error"]["email"][0]
        assert rows() == before
    answer = app.post(
        f"/organization/member_new/{scene.office.name}",
        data={"email": "moi@example.vn", "role": "member"},
        headers=scene.sysadmin.headers,
        follow_redirects=False,
    )
    assert answer.status_code == 302
    assert rows() == before


def test_an_invitation_that_is_sent_makes_the_account(api, scene, monkeypatch, ckan_config):
    monkeypatch.setitem(ckan_config, "smtp.mail_from", "cong@example.vn")
    monkeypatch.setattr("ckan.lib.mailer._mail_recipient", lambda *_args, **_kwargs: None)
    body = {"email": "moi@example.vn", "group_id": scene.office.id, "role": "member"}
    assert api.result("user_invite", scene.sysadmin, **body)["state"] == "pending"
