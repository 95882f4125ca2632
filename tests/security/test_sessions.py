"""Sessions: none for guests, in Redis for people, over at logout; Redis down stops nobody but who logs in."""

from __future__ import annotations

import pytest

from ckan.lib.redis import connect_to_redis
from ckan.tests import factories as core_factories

from ckanext.camau.security.settings import SESSION_SECONDS

PASSWORD = "matkhau-rat-dai-1"
GUEST_PAGES = ("/", "/dataset/", "/organization/", "/user/login", "/dataset/khong-co", "/khong-co", "/user/reset")
DOWN = pytest.mark.ckan_config("ckan.redis.url", "redis://127.0.0.1:9/1")


def keys():
    return connect_to_redis().keys("session:*")


def log_in(client, name, **extra):
    return client.post("/user/login", data={"login": name, "password": PASSWORD, **extra}, follow_redirects=False)


def test_guests_have_no_session(app, clean_portal):
    for url in GUEST_PAGES:
        answer = app.test_client(use_cookies=True).get(url)
        assert answer.status_code in (200, 404), url
        assert "Set-Cookie" not in answer.headers, url
    assert keys() == []


def test_a_person_has_one_that_ends(app, clean_portal):
    user = core_factories.User(password=PASSWORD)
    client = app.test_client(use_cookies=True)
    answer = log_in(client, user["name"], remember="31536000000")
    cookies = answer.headers.getlist("Set-Cookie")
    assert answer.status_code == 302
    assert len(cookies) == 1
    assert "HttpOnly" in cookies[0]
    assert "SameSite=Strict" in cookies[0]
    assert "remember" not in " ".join(cookies)
    [key] = keys()
    assert 0 < connect_to_redis().ttl(key) <= SESSION_SECONDS
    assert user["name"] in client.get("/user/edit").get_data(as_text=True)


def test_login_does_not_take_a_session_id_from_outside(app, clean_portal):
    user = core_factories.User(password=PASSWORD)
    client = app.test_client(use_cookies=True)
    client.set_cookie("ckan", "planted", domain="test.ckan.net")
    client.set_cookie("ckan", "planted")
    log_in(client, user["name"])
    assert keys()
    assert b"session:planted" not in keys()


def test_logout_ends_it_on_the_server(app, clean_portal):
    user = core_factories.User(password=PASSWORD)
    client = app.test_client(use_cookies=True)
    log_in(client, user["name"])
    [key] = keys()
    client.post("/user/_logout", follow_redirects=False)
    assert key not in keys()


@DOWN
def test_redis_down_guests_read_on(app, with_plugins, clean_db, clean_index):
    for cookie in (None, "old-session"):
        client = app.test_client(use_cookies=True)
        if cookie:
            client.set_cookie("ckan", cookie)
        for url in ("/", "/dataset/", "/organization/", "/api/3/action/package_search"):
            assert client.get(url).status_code == 200, url
        assert client.get("/khong-co").status_code == 404


@DOWN
def test_redis_down_login_says_so(app, with_plugins, clean_db, clean_index):
    user = core_factories.User(password=PASSWORD)
    client = app.test_client(use_cookies=True)
    for answer in (client.get("/user/login"), log_in(client, user["name"])):
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        assert "gián đoạn" in answer.get_data(as_text=True)
        assert "redis" not in answer.get_data(as_text=True).lower()
