"""Abuse lines 42, 44, 47, 49, 54 and 62: what is gone is gone everywhere, with Solr and without it."""

from __future__ import annotations

from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from ckan import model

from ckanext.camau.files import store
from ckanext.camau.model import Record
from ckanext.camau.outbox import run
from tests import factories, province
from tests.security.test_leaks import silent

FEEDS = ("/catalog.ttl", "/catalog.jsonld", "/catalog.xml", "/feeds/dataset.atom", "/sitemap.xml")
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) \u202egnp.exe"


def test_42_44_only_what_is_issued_is_listed(app, scene):
    for path in (*FEEDS, "/", "/dataset/", "/agency/", f"/organization/{scene.office.name}", "/edition/"):
        answer = app.get(path)
        assert answer.status_code in (200, 404), path
        silent(answer, scene)
    for path in ("/catalog.ttl?page=999", "/catalog.ttl?q=bí", "/catalog.ttl?fq=state:draft"):
        answer = app.get(path)
        assert answer.status_code < 500, path
        silent(answer, scene)
    assert app.get(f"/dataset/{scene.hidden_id}.ttl").status_code == 404


def test_47_no_cache_keeps_what_staff_saw(app, scene):
    for path in (f"/dataset/{scene.public.name}", "/tasks", "/"):
        answer = app.get(path, headers=scene.office.editor.headers)
        assert "public" not in answer.headers.get("Cache-Control", ""), path
    guest = app.get(f"/dataset/{scene.public.name}")
    assert "Cookie" in guest.headers.get("Vary", "") or "public" not in guest.headers.get("Cache-Control", "")


def everywhere(api, app, record_id, resource):
    """Yield what a guest can ask of a record, by any door: a name and the answer."""
    rid = resource["id"]
    for action, body in (
        ("package_show", {"id": record_id}), ("camau_record_show", {"id": record_id}), ("resource_show", {"id": rid}),
        ("camau_version_show", {"record_id": record_id, "number": 1}), ("datastore_search", {"resource_id": rid}),
        ("datastore_info", {"id": rid}), ("resource_view_list", {"id": rid}),
        ("package_activity_list", {"id": record_id}),
    ):  # fmt: skip
        yield action, api(action, **body)
    for path in (
        f"/dataset/{record_id}", f"/dataset/{record_id}.ttl", f"/datastore/dump/{rid}",
        f"/dataset/{record_id}/resource/{rid}/download/x", f"/dataset/{record_id}/resource/{rid}/view",
    ):  # fmt: skip
        yield path, app.get(path)


def listed(api, app):
    """Return all that lists records, as one text; search may say that it is away."""
    answers = [api("package_search"), api("package_list"), api("resource_search", query="name:a"), api("tag_list")]
    answers += [api("recently_changed_packages_activity_list"), *(app.get(path) for path in (*FEEDS, "/", "/dataset/"))]
    assert all(answer.status_code in (200, 404, 503) for answer in answers)
    return "".join(answer.get_data(as_text=True) for answer in answers)


@pytest.fixture
def standing(clean_portal, app):
    """A province with one issued dataset whose table is loaded; its title, tag and file are its alone."""
    some = province.build()
    copy = some.issued("dataset", title="Tập sẽ biến mất", tags=[{"name": "biến mất"}])
    with app.flask_app.test_request_context():
        run.run_due()
    return some, copy["record_id"]


def test_49_a_withdrawn_record_is_gone_everywhere(api, app, standing):
    some, record_id = standing
    [resource] = api.result("package_show", id=record_id)["resources"]
    assert all(answer.status_code == 200 for _name, answer in everywhere(api, app, record_id, resource))
    assert record_id in listed(api, app)
    some.issue(some.edition(removals=(record_id,), kind="open_data_list"))
    for name, answer in everywhere(api, app, record_id, resource):
        assert answer.status_code in (404, 410), name
        assert "Tập sẽ biến mất" not in answer.get_data(as_text=True)
    text = listed(api, app)
    assert "biến mất" not in text
    page = app.get(f"/dataset/{record_id}")
    assert page.status_code == 410
    assert "Không còn được công bố" in page.get_data(as_text=True)


@pytest.fixture(params=["Solr is there", "Solr is away"])
def solr(request, ckan_config):
    """A block in which Solr answers, or does not."""

    @contextmanager
    def block():
        with pytest.MonkeyPatch.context() as patch:
            if request.param == "Solr is away":
                patch.setitem(ckan_config, "solr_url", "http://127.0.0.1:9/solr/camau")
            yield

    return block


def test_a_taken_down_record_is_gone_within_the_request(api, app, standing, solr):
    some, record_id = standing
    [resource] = api.result("package_show", id=record_id)["resources"]
    focal = factories._account(some.focal)
    body = {"id": record_id, "reason": "Lộ dữ liệu cá nhân", "erase": True}
    with solr():
        assert api("camau_record_take_down", focal, **body).status_code == 200
    for name, answer in everywhere(api, app, record_id, resource):
        assert answer.status_code == 404, name
    assert record_id not in listed(api, app)
    [told] = api.result("camau_take_down_list", focal)
    assert (told["record_id"], told["reason"], told["erased"]) == (record_id, "Lộ dữ liệu cá nhân", True)
    page = app.get("/take-downs", headers=focal.headers)
    assert "Lộ dữ liệu cá nhân" in page.get_data(as_text=True)
    assert api("camau_take_down_list").status_code == 403
    with app.flask_app.test_request_context():
        run.run_due()
    assert not store.exists(resource["sha256"])
    package = model.Package.get(record_id)
    assert (package.title, package.notes, package.extras) == ("", "", {})
    leftovers = model.Session.connection().exec_driver_sql(
        "SELECT count(*) FROM camau_working_copy WHERE data::text LIKE '%%biến mất%%'"
    )
    assert leftovers.scalar() == 0


def test_hidden_first_erased_later_by_the_focal_point_alone_and_back_by_the_whole_way(api, app, standing):
    some, record_id = standing
    admin, focal = factories._account(some.admin), factories._account(some.focal)
    body = {"id": record_id, "reason": "Cần kiểm tra"}
    assert api("camau_record_erase", focal, **body).status_code == 409
    assert api("camau_record_take_down", admin, **body).status_code == 200
    assert api("camau_record_erase", admin, **body).status_code == 403
    assert api.result("camau_record_erase", focal, **body)["erased"] is True
    code = model.Session.get_one(Record, record_id).code
    data = some.content("dataset", title="Tập làm lại", code=code)
    editor = factories._account(some.editor)
    back = api("camau_working_copy_create", editor, record_id=record_id, data=data)
    assert back.status_code == 200, back.get_data(as_text=True)
    assert app.get(f"/dataset/{record_id}").status_code == 404
    copy = some.appraised("dataset", back.json["result"])
    assert app.get(f"/dataset/{record_id}").status_code == 404
    some.issue(some.edition(copy))
    assert app.get(f"/dataset/{record_id}").status_code == 200


def test_54_what_is_written_is_shown_and_never_runs(app, scene):
    file = factories.resource(name=EVIL, description=EVIL)
    record = factories.issued(scene.office, "dataset", EVIL, notes=EVIL, resources=[file], code="DOC-54")
    for path in (f"/dataset/{record.name}", "/dataset/", "/feeds/dataset.atom", "/catalog.xml", "/"):
        text = app.get(path).get_data(as_text=True)
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
        assert 'href="javascript:' not in text, path


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example"])
def test_62_nobody_is_led_away_from_the_portal(app, clean_portal, to):
    from ckan.tests import factories as core_factories

    user = core_factories.User(password="matkhau-rat-dai-1")
    for key in ("next", "came_from"):
        client = app.test_client(use_cookies=True)
        answer = client.post(
            "/user/login", query_string={key: to}, data={"login": user["name"], "password": "matkhau-rat-dai-1"},
            follow_redirects=False,
        )  # fmt: skip
        assert answer.status_code in (302, 400), key
        assert urlsplit(answer.headers.get("Location", "")).hostname in (None, "test.ckan.net"), key
    answer = app.test_client().get("/util/redirect", query_string={"url": to}, follow_redirects=False)
    assert urlsplit(answer.headers.get("Location", "")).hostname in (None, "test.ckan.net")
