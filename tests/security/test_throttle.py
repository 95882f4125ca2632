"""Abuse lines 64 and 69: guessing is slowed down and told, nobody learns who has an account, searches are bounded."""

from __future__ import annotations

import pytest

from ckan import model
from ckan.tests import factories as core_factories

from ckanext.camau.model import Audit

PASSWORD = "matkhau-rat-dai-1"
FEW = pytest.mark.ckan_config("camau.login_attempts", 2)
DOWN = pytest.mark.ckan_config("ckan.redis.url", "redis://127.0.0.1:9/1")


def log_in(app, name, password="sai", address="203.0.113.1"):
    client = app.test_client(use_cookies=True)
    return client.post(
        "/user/login", data={"login": name, "password": password}, follow_redirects=False,
        environ_base={"REMOTE_ADDR": address},
    )  # fmt: skip


def lines(action):
    model.Session.rollback()
    return model.Session.query(Audit).filter(Audit.action == action).all()


@FEW
def test_64_an_account_waits_whatever_address_and_name_is_used(app, clean_portal):
    user = core_factories.User(password=PASSWORD)
    for _ in range(2):
        assert log_in(app, user["name"]).status_code == 200
    for name, address in ((user["name"], "203.0.113.2"), (user["email"], "203.0.113.3")):
        refused = log_in(app, name, PASSWORD, address)
        assert refused.status_code == 429
        assert 0 < int(refused.headers["Retry-After"]) <= 900
        assert "thử lại sau 15 phút" in refused.get_data(as_text=True)
    [line] = lines("login_throttled")
    assert (line.subject_id, line.actor) == (user["id"], "-")
    assert PASSWORD not in str(line.detail)


@FEW
def test_64_nobody_learns_who_has_an_account(app, clean_portal):
    user = core_factories.User(password=PASSWORD)
    there = [log_in(app, user["name"], address="203.0.113.1") for _ in range(3)]
    missing = [log_in(app, "khong-co", address="203.0.113.2") for _ in range(3)]
    assert [answer.status_code for answer in there] == [answer.status_code for answer in missing] == [200, 200, 429]
    for one, other in zip(there, missing, strict=True):
        assert one.get_data(as_text=True).replace(user["name"], "-") == (
            other.get_data(as_text=True).replace("khong-co", "-")
        )


def test_64_an_unknown_name_costs_a_password_check_too(app, clean_portal, monkeypatch):
    from ckanext.camau.security import throttle

    seen = []
    verify = throttle.pbkdf2_sha512.verify
    monkeypatch.setattr(throttle.pbkdf2_sha512, "verify", lambda *a: seen.append(a) or verify(*a))
    log_in(app, "khong-co")
    assert len(seen) == 1
    user = core_factories.User(password=PASSWORD)
    log_in(app, user["name"])
    assert len(seen) == 2


@FEW
def test_64_a_right_password_begins_anew_and_an_address_waits(app, clean_portal):
    user = core_factories.User(password=PASSWORD)
    for _ in range(3):
        log_in(app, user["name"])
        assert log_in(app, user["name"], PASSWORD).status_code == 302
    answers = [log_in(app, f"ten-{number}").status_code for number in range(13)]
    assert answers[-1] == 429
    assert log_in(app, user["name"], PASSWORD, "203.0.113.9").status_code == 302
    assert [line.subject_id for line in lines("login_throttled")] == ["-"]


def test_64_links_to_a_password_are_few_and_say_nothing(app, clean_portal, monkeypatch, ckan_config):
    user, sent = core_factories.User(password=PASSWORD), []
    monkeypatch.setitem(ckan_config, "smtp.mail_from", "cong@example.vn")
    monkeypatch.setattr("ckan.lib.mailer.send_reset_link", sent.append)
    answers = [app.post("/user/reset", data={"user": user["name"]}, follow_redirects=False) for _ in range(5)]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(302, "/")} or (
        len({(answer.status_code, answer.headers["Location"]) for answer in answers}) == 1
    )
    assert len(sent) == 3
    assert len(lines("reset_throttled")) == 1
    codes = [app.post("/user/reset", data={"user": f"x{n}"}, follow_redirects=False).status_code for n in range(28)]
    assert codes[0] == 302
    assert codes[-1] == 429


@FEW
def test_64_tokens_are_not_guessed(app, clean_portal):
    from tests import factories

    good = factories.sysadmin()
    bad = {"Authorization": "eyJhbGciOiJIUzI1NiJ9.e30.x"}
    url = "/api/3/action/status_show"
    codes = [app.get(url, headers=bad, environ_overrides={"REMOTE_ADDR": "203.0.113.7"}) for _ in range(13)]
    assert codes[0].status_code == 200
    assert codes[-1].status_code == 429
    assert codes[-1].json["success"] is False
    assert codes[-1].headers["Retry-After"]
    assert app.get(url, headers=good.headers, environ_overrides={"REMOTE_ADDR": "203.0.113.7"}).status_code == 200
    assert len(lines("token_throttled")) == 1


@DOWN
def test_64_without_redis_nobody_logs_in_and_everybody_reads(app, with_plugins, clean_db, clean_index):
    user = core_factories.User(password=PASSWORD)
    assert log_in(app, user["name"], PASSWORD).status_code == 503
    assert app.post("/user/reset", data={"user": user["name"]}, follow_redirects=False).status_code == 503
    assert app.get("/api/3/action/package_search").status_code == 200


@pytest.mark.ckan_config("camau.searches_a_minute", 3)
def test_69_searches_of_one_address_are_bounded_and_reading_is_not(app, scene):
    far = {"REMOTE_ADDR": "203.0.113.8"}
    urls = ["/api/3/action/package_search", "/dataset/?q=a", "/api/3/action/resource_search?query=name:a"]
    assert [app.get(url, environ_overrides=far).status_code for url in urls] == [200] * 3
    refused = app.get(urls[0], environ_overrides=far)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) <= 60
    for url in (f"/dataset/{scene.public.name}", "/catalog.ttl", "/api/3/action/package_show?id=" + scene.public.id):
        assert app.get(url, environ_overrides=far).status_code == 200, url
    assert app.get(urls[0]).status_code == 200


def test_69_what_costs_too_much_is_cut_or_refused(api, scene):
    found = api.result("package_search", **{"rows": 100_000, "facet.limit": -1, "facet.field": ["tags"]})
    assert found["count"] == 1
    for params in (
        {"q": "a" * 2_001}, {"fq": " OR ".join(f'name:"{n}"' for n in range(10_000))}, {"start": 10**9},
        {"q": " ".join(["*a*"] * 40)}, {"fq_list": ["name:a"] * 200},
    ):  # fmt: skip
        assert api("package_search", **params).status_code == 400, str(params)[:60]
    assert api("datastore_search", resource_id=scene.public.resource_id, limit=10**9).status_code in (200, 404, 409)
