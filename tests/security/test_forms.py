"""Abuse lines 7, 11, 25, 26, 27 and 29: forms, plugins, file actions and odd ways of sending meet the same doors."""

from __future__ import annotations

import io
import json

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.lib.search.common import make_connection

from ckanext.camau.model import Audit, Table
from ckanext.camau.outbox import run

PEOPLE = ("guest", "editor", "head", "sysadmin")


@pytest.fixture
def people(scene):
    """Everybody who might knock, by name; a guest is None."""
    return {"guest": None, "editor": scene.office.editor, "head": scene.office.head, "sysadmin": scene.sysadmin}


@pytest.fixture
def loaded(scene, app):
    """The scene with its issued table in the datastore."""
    with app.flask_app.test_request_context():
        run.run_due(kinds=("tables",))


def kept(api):
    """What core's own ways to write tables and views might have changed."""
    from ckanext.datastore.backend import DatastoreBackend

    model.Session.rollback()
    views = model.Session.query(model.ResourceView.id, model.ResourceView.view_type).all()
    rows = {row.resource_id: api.result("datastore_search", resource_id=row.resource_id)["records"]
            for row in model.Session.query(Table)}  # fmt: skip
    return sorted(map(tuple, views)), rows, sorted(DatastoreBackend.get_active_backend().get_all_ids())


def public():
    """All that is public: rows, the ledger, documents of the index."""
    model.Session.rollback()
    rows = model.Session.execute(sa.text("SELECT * FROM package WHERE NOT private ORDER BY id")).mappings().all()
    ledger = [model.Session.scalar(sa.text(f"SELECT max(row_hash) FROM {t}")) for t in ("camau_event", "camau_version")]
    docs = make_connection(decode_dates=False).search("permission_labels:public", rows=100, sort="id asc").docs
    return [dict(row) for row in rows], ledger, [doc["data_dict"] for doc in docs]


def headers(who):
    return who.headers if who else {}


@pytest.mark.usefixtures("loaded")
def test_11_nobody_writes_tables_and_views_but_issuing(api, app, scene, people, state):
    rid, hidden = scene.public.resource_id, scene.hidden_resource
    [view] = api.result("resource_view_list", id=rid)
    before = (kept(api), state())
    fields = {"fields": [{"id": "a", "type": "text"}], "records": [{"a": "x"}]}
    calls = [
        *(("datastore_create", {"resource_id": id_, "force": True, **fields}) for id_ in (rid, hidden)),
        ("datastore_create", {"resource": {"package_id": scene.public.id}, **fields}),
        ("datastore_create", {"resource_id": rid, "force": True, "aliases": ["bi_danh"]}),
        ("datastore_upsert", {"resource_id": rid, "force": True, "method": "insert", "records": [{"mã": "9"}]}),
        ("datastore_delete", {"resource_id": rid, "force": True}),
        ("datastore_records_delete", {"resource_id": rid, "force": True, "filters": {}}),
        ("datastore_run_triggers", {"resource_id": rid}),
        ("datastore_function_create", {"name": "f", "definition": "x", "or_replace": True}),
        ("datastore_function_delete", {"name": "f"}),
        ("resource_view_create", {"resource_id": rid, "title": "x", "view_type": "text_view"}),
        ("resource_view_update", {"id": view["id"], "resource_id": rid, "title": "x", "view_type": "text_view"}),
        ("resource_view_delete", {"id": view["id"]}),
        ("resource_view_clear", {"view_types": ["datatables_view"]}),
        ("resource_view_reorder", {"id": rid, "order": [view["id"]]}),
        ("resource_create_default_resource_views", {"resource": {"id": rid, "package_id": scene.public.id}}),
        ("package_create_default_resource_views", {"package": {"id": scene.public.id}}),
    ]
    for who in people.values():
        for action, body in calls:
            assert api(action, who, **body).status_code == 403, (action, body)
        for path in (
            f"/dataset/{scene.public.id}/dictionary/{rid}", f"/dataset/{scene.public.id}/resource/{rid}/new_view",
            f"/dataset/{scene.public.id}/resource/{rid}/edit_view/{view['id']}",
        ):  # fmt: skip
            answer = app.post(path, data={"info__1__label": "x"}, headers=headers(who), follow_redirects=False)
            assert answer.status_code in (302, 400, 403, 404), path
        assert api("datastore_search_sql", who, sql=f'SELECT * FROM "{rid}"').status_code in (400, 403, 404)
        assert api("datastore_search", who, resource_id="_table_metadata").status_code == 404
    assert (kept(api), state()) == before


def test_7_buttons_and_phases_of_core_s_forms_publish_nothing(app, scene, people):
    before = public()
    body = {"title": "Lậu", "name": "lau", "owner_org": scene.office.id, "private": "False", "_ckan_phase": "1"}
    saves = ("go-metadata", "go-metadata-unpublish", "go-dataset", "go-resources", "again")
    for who in people.values():
        for path in ("/dataset/new", f"/dataset/edit/{scene.hidden_id}", f"/dataset/edit/{scene.public.name}"):
            for save in saves:
                answer = app.post(path, data={**body, "save": save}, headers=headers(who), follow_redirects=False)
                assert answer.status_code < 500, (path, save)
        for path in (
            f"/dataset/delete/{scene.public.id}", f"/dataset/{scene.public.id}/resource/new", "/ckan-admin/trash",
            f"/dataset/{scene.public.id}/resource/{scene.public.resource_id}/edit",
            f"/dataset/{scene.public.id}/resource/{scene.public.resource_id}/delete",
            f"/dataset/groups/{scene.public.id}", f"/organization/delete/{scene.office.id}",
        ):  # fmt: skip
            data = {"url": "https://evil.example/x.csv", "save": "go-metadata", "action": "package", "confirm": "1"}
            assert app.post(path, data=data, headers=headers(who), follow_redirects=False).status_code < 500, path
    assert public() == before


def test_26_the_file_api_is_closed(api, scene, people, state):
    before = state()
    rid = scene.public.resource_id
    for who in people.values():
        for action in (
            "file_create", "file_register", "file_rename", "file_delete", "file_pin", "file_unpin",
            "file_ownership_transfer", "file_owner_scan",
        ):  # fmt: skip
            body = {"id": rid, "name": "x", "owner_id": scene.public.id, "owner_type": "package", "location": "../x"}
            assert api(action, who, **body).status_code == 403, action
    assert state() == before


def test_27_jobs_settings_and_accounts_are_the_administrator_s_and_leave_a_line(api, scene):
    for who in (None, scene.office.editor, scene.office.head):
        for action, body in (
            ("job_clear", {}), ("job_cancel", {"id": "x"}), ("job_list", {}),
            ("config_option_update", {"ckan.site_title": "x"}),
        ):  # fmt: skip
            assert api(action, who, **body).status_code == 403, action
    api.result("job_clear", scene.sysadmin)
    assert api("job_cancel", scene.sysadmin, id="x").status_code == 404
    api.result("user_patch", scene.sysadmin, id=scene.office.head.id, fullname="Tên mới")
    api.result("organization_patch", scene.sysadmin, id=scene.office.id, title="Tên khác")
    api.result("config_option_update", scene.sysadmin, **{"ckan.site_title": "Cổng"})
    model.Session.rollback()
    mine = model.Session.query(Audit).filter(Audit.actor == scene.sysadmin.id).order_by(Audit.seq)
    lines = [line for line in mine if line.action != "api_token_create"]
    assert [line.action for line in lines] == [
        "job_clear", "user_update", "organization_update", "config_option_update",
    ]  # fmt: skip
    assert lines[1].subject_id == scene.office.head.id
    assert "Tên mới" not in json.dumps([line.detail for line in lines], ensure_ascii=False)


def test_29_however_it_is_sent_the_answer_is_the_same(app, scene, state):
    before = state()
    url, who = "/api/3/action/package_patch", scene.office.editor.headers
    body = {"id": scene.hidden_id, "private": False}
    text = json.dumps(body)
    twice = text[:-1] + f', "id": "{scene.public.id}", "private": true, "private": false}}'
    sent = [
        {"json": body}, {"data": text, "content_type": "text/plain"},
        {"data": text, "content_type": "application/json"},
        {"data": {k: str(v) for k, v in body.items()}}, {"data": {text: "1"}},
        {"data": {"id": scene.hidden_id, "x": None}, "content_type": "multipart/form-data"},
        {"data": twice, "content_type": "application/json"},
    ]  # fmt: skip
    for how in sent:
        for query in ("", "?callback=f", f"?id={scene.public.id}&private=False", "?_method=PUT"):
            if "multipart" in how.get("content_type", ""):
                how["data"]["x"] = (io.BytesIO(b"x"), "x.csv")
            answer = app.post(url + query, headers={**who, "X-HTTP-Method-Override": "GET"}, **how)
            assert answer.status_code in (400, 403, 415), (how, query, answer.status_code)
            assert answer.json["success"] is False if answer.is_json else True
    for method in ("get", "put", "patch", "delete"):
        answer = getattr(app.test_client(), method)(f"{url}?id={scene.hidden_id}&private=False", headers=who)
        assert answer.status_code in (400, 403, 404, 405), method
    assert state() == before


def test_67_membership_gives_nothing_in_the_routes(api, scene):
    """A head, or an administrator, makes himself a member of another agency: CKAN's rank is no role here."""
    from tests import factories

    other = factories.office("so-noi-vu")
    content = factories.content("dataset", "Nháp của sở khác", name="nhap-cua-so-khac")
    hidden = factories.working_copy(other, "dataset", content)
    for who, granted in ((scene.office.head, 403), (scene.sysadmin, 200)):
        body = {"id": other.id, "username": scene.office.head.name, "role": "admin"}
        assert api("organization_member_create", who, **body).status_code == granted
    assert api("package_show", scene.office.head, id=hidden).status_code == 404
    assert api("camau_working_copy_show", scene.office.head, record_id=hidden).status_code == 404
    found = api.result("package_search", scene.office.head, include_private=True)
    assert hidden not in {row["id"] for row in found["results"]}
