"""Abuse line 28: a form that is posted with a cookie and no token is refused, whatever guests did before."""

from __future__ import annotations

import pytest
from werkzeug.routing import BuildError

from ckan.config.middleware.flask_app import csrf
from ckan.tests import factories as core_factories

from ckanext.camau.security import cve_2026_41255

PASSWORD = "matkhau-rat-dai-1"
ON = pytest.mark.ckan_config("WTF_CSRF_ENABLED", True)


@pytest.fixture
def person(clean_portal):
    return core_factories.User(password=PASSWORD)


@pytest.fixture
def without_guard(monkeypatch):
    """CKAN as it is released."""
    monkeypatch.setattr(cve_2026_41255, "install", lambda: None)
    kept = dict(csrf.__dict__)
    for name in ("exempt", "_is_exempt", "camau_csrf_exempt"):
        csrf.__dict__.pop(name, None)
    yield
    csrf.__dict__.update(kept)
    csrf._exempt_views.clear()


def logged_in(app, person):
    client = app.test_client(use_cookies=True)
    client.get("/user/login")
    answer = client.post("/user/login", data={"login": person["name"], "password": PASSWORD}, follow_redirects=False)
    assert answer.status_code == 302, answer.status_code
    return client


def our_posts(app):
    """Yield an address for every POST rule of our blueprints."""
    with app.flask_app.test_request_context():
        for rule in app.flask_app.url_map.iter_rules():
            if rule.endpoint.startswith("camau_") and "POST" in (rule.methods or ()):
                try:
                    yield rule.build(dict.fromkeys(rule.arguments, "x"), append_unknown=False)[1]
                except (BuildError, TypeError):
                    pytest.fail(f"no address for {rule}")


@ON
def test_cookie_post_without_token_is_refused_after_an_anonymous_post(app, person):
    client, guest = logged_in(app, person), app.test_client(use_cookies=False)
    for url in (
        "/user/edit",
        f"/user/edit/{person['name']}",
        "/dataset/new",
        "/api/3/action/camau_submit",
        *our_posts(app),
    ):
        guest.post(url, follow_redirects=False)
        answer = client.post(url, follow_redirects=False)
        if answer.status_code == 308:  # an address of core that leads to ours
            answer = client.post(answer.headers["Location"], follow_redirects=False)
        assert answer.status_code == 400, (url, answer.status_code)


@ON
def test_token_of_the_page_is_taken(app, person):
    client = logged_in(app, person)
    page = client.get(f"/user/edit/{person['name']}").get_data(as_text=True)
    token = page.split('name="_csrf_token" content="')[1].split('"')[0]
    assert token
    assert (
        client.post(f"/user/edit/{person['name']}", data={"_csrf_token": token}, follow_redirects=False).status_code
        != 400
    )


@ON
def test_ckan_still_needs_the_guard(without_guard, app, person):
    """When this fails, CKAN has closed CVE-2026-41255 and the guard can go."""
    client, guest = logged_in(app, person), app.test_client(use_cookies=False)
    url = f"/user/edit/{person['name']}"
    guest.post(url, follow_redirects=False)
    assert client.post(url, follow_redirects=False).status_code != 400
