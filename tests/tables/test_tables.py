"""Tables of issued files in the datastore: loaded by issuing alone, readable while the record is public."""

from __future__ import annotations

import pytest

from ckan import model

from ckanext.camau.model import Table
from ckanext.camau.outbox import run
from tests import factories, province
from tests.security.conftest import Api

WIDE = "Sản lượng khai thác thủy sản biển và nội địa của các xã trên địa bàn tỉnh"
FILE = f'Mã,Tên xã,{WIDE},Ngày,Số\n001,Đất Mũi,"1.234,5",02/01/2026,7\n002,=1+1,10,03/01/2026,n/a\n'.encode()
DICTIONARY = [
    {"column": "Mã", "type": "code"},
    {"column": WIDE, "type": "decimal", "unit": "tấn"},
    {"column": "Ngày", "type": "date", "label": "Ngày ghi"},
    {"column": "Số", "type": "integer"},
]


@pytest.fixture
def api(app):
    return Api(app)


@pytest.fixture
def record(clean_portal):
    file = factories.resource(FILE, dictionary=DICTIONARY)
    return factories.issued(factories.office("so-nong-nghiep"), title="Sản lượng", resources=[file])


@pytest.fixture
def loaded(app):
    """Do what the job worker does, in a request's language as it does."""

    def work():
        with app.flask_app.test_request_context():
            while run.run_due(kinds=("tables", "tables_drop", "erase_files")):
                pass

    return work


def test_an_issued_table_is_read_by_everybody(api, app, record, loaded):
    rid = record.resource_id
    for action in ("datastore_search", "datastore_info"):
        assert api(action, resource_id=rid).status_code == 404
    loaded()
    found = api.result("datastore_search", resource_id=rid)
    assert found["total"] == 2
    assert [(field["id"], field["type"]) for field in found["fields"]] == [
        ("_id", "int"), ("Mã", "text"), ("Tên xã", "text"), ("cot_3", "numeric"), ("Ngày", "date"),
        ("Số", "text"),
    ]  # fmt: skip
    assert found["records"][0] == {
        "_id": 1, "Mã": "001", "Tên xã": "Đất Mũi", "cot_3": 1234.5, "Ngày": "2026-01-02", "Số": "7",
    }  # fmt: skip
    assert [row["Mã"] for row in api.result("datastore_search", resource_id=rid, q="mũi")["records"]] == ["001"]
    told = {field["id"]: field.get("info", {}) for field in api.result("datastore_info", id=rid)["fields"]}
    assert told["cot_3"]["label"] == WIDE
    assert told["Ngày"]["label"] == "Ngày ghi"
    dump = app.get(f"/datastore/dump/{rid}")
    assert "Đất Mũi" in dump.get_data(as_text=True)
    [resource] = api.result("package_show", id=record.id)["resources"]
    assert resource["datastore_active"] is True
    [view] = api.result("resource_view_list", id=rid)
    assert (view["view_type"], view["title"]) == ("datatables_view", "Bảng")
    address = f"/dataset/{record.name}/resource/{rid}/view/{view['id']}"
    assert address in app.get(f"/dataset/{record.name}").get_data(as_text=True)
    page = app.get(address)
    assert page.status_code == 200
    assert "<td>1234.5</td>" in page.get_data(as_text=True)
    assert "Set-Cookie" not in page.headers
    smuggled = app.get(
        f"/dataset/{record.name}/resource/{rid}/view?resource_view=%7B%22view_type%22%3A%22x%22%7D&page=9"
    )
    assert smuggled.status_code == 200


def test_loading_again_and_another_file(api, record, loaded):
    loaded()
    run.run_due(kinds=("tables",))
    other = factories.resource(b"a\n1\n", id=record.resource_id)
    office = factories.office("so-khac")
    factories.issued(office, title="Sản lượng", record_id=record.id, resources=[other], code="KHAC")
    assert api("datastore_search", resource_id=record.resource_id).status_code == 404
    loaded()
    assert api.result("datastore_search", resource_id=record.resource_id)["records"] == [{"_id": 1, "a": "1"}]


def test_what_cannot_be_loaded_says_so_and_stays_downloadable(api, app, clean_portal, loaded):
    bad = factories.resource(b"%PDF-1.4 nothing", name="Không phải bảng")
    record = factories.issued(factories.office("so-y-te"), resources=[bad])
    loaded()
    assert model.Session.query(Table).one().problem
    assert api("datastore_search", resource_id=bad["id"]).status_code == 404
    assert app.get(f"/dataset/{record.id}/resource/{bad['id']}/download/x").status_code == 200


def test_a_taken_down_table_is_gone_in_the_same_request(api, app, clean_portal, loaded):
    some = province.build()
    copy = some.issued("dataset")
    record_id = copy["record_id"]
    [resource] = api.result("package_show", id=record_id)["resources"]
    loaded()
    assert api.result("datastore_search", resource_id=resource["id"])["total"] == 1
    province.act(some.focal, "camau_record_take_down", id=record_id, reason="Lộ dữ liệu cá nhân", erase=True)
    for action in ("datastore_search", "datastore_info", "resource_view_list"):
        assert api(action, resource_id=resource["id"], id=resource["id"]).status_code == 404, action
    assert app.get(f"/datastore/dump/{resource['id']}").status_code == 404
    assert model.Session.query(Table).count() == 0
    assert model.Session.query(model.ResourceView).count() == 0
