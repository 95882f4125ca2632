"""Redis emptied, killed, started again without what it held (F10; P6, P10): staff log in again, nothing is lost."""

import pytest

from ckan import model

from ckanext.camau.model import Outbox
from tests import factories, province
from tests.support import services


@pytest.fixture
def scene(clean_portal):
    place = province.build()
    rule = place.issued("usage_rule")
    draft = place.draft("usage_rule")
    name = model.Package.get(rule["record_id"]).name
    headers = {role: factories.token(getattr(place, role)) for role in ("editor", "head")}
    paper = province.document(place.head)
    model.Session.remove()
    return draft, f"/usage_rule/{name}", headers, paper


def test_what_was_acknowledged_outlives_redis(scene, app):
    draft, page, headers, paper = scene

    def call(action, role, **data):
        answer = app.post(f"/api/3/action/{action}", json=data, headers=headers[role])
        assert answer.status_code == 200, (action, answer.get_data(as_text=True)[:500])
        return answer.json["result"]

    with services.away("redis"):
        for path in (page, "/", "/catalog.ttl", "/dataset/", "/api/3/action/package_search"):
            assert app.get(path).status_code == 200, path
        login = app.get("/user/login")
        assert login.status_code == 503
        assert "gián đoạn" in login.get_data(as_text=True)
        assert app.get("/health/ready").json["checks"]["redis"]["status"] == "fail"
        sent = call("camau_submit", "editor", id=draft["id"], content_hash=draft["content_hash"])
        done = call("camau_approve", "head", id=draft["id"], content_hash=sent["content_hash"], act=paper)
    assert done["state"] == "issued"
    model.Session.remove()
    assert model.Session.query(Outbox).filter(Outbox.done_at.is_(None)).count() == 0
    assert app.get("/api/3/action/package_search").json["result"]["count"] == 2


def test_an_emptied_redis_ends_sessions_only(scene, app):
    _draft, page, headers, _paper = scene
    user = factories.factories.User(password="mat-khau-dai-1")
    given = {"login": user["name"], "password": "mat-khau-dai-1"}
    assert app.post("/user/login", data=given, follow_redirects=False).status_code == 302
    services.empty_redis()
    assert app.get(page).status_code == 200
    assert app.get("/tasks", follow_redirects=False).status_code in (302, 403)
    assert app.post("/user/login", data=given, follow_redirects=False).status_code == 302
    assert app.post("/api/3/action/camau_task_list", json={}, headers=headers["editor"]).status_code == 200
