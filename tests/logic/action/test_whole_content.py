"""Every field of every schema comes out of the issued record as it went into the working copy."""

import pytest

import ckan.plugins.toolkit as tk

from ckanext.camau.catalogue import in_force
from ckanext.camau.catalogue.content import content_hash, normalise
from ckanext.camau.outbox import run
from ckanext.camau.schemas.fields import record_schema
from tests import province
from tests.province import act
from tests.support.whole_content import whole

pytestmark = pytest.mark.usefixtures("clean_portal")


@pytest.fixture
def place(clean_portal):
    return province.build()


@pytest.mark.parametrize("type_", ["database", "data_service", "usage_rule", "dataset"])
def test_what_was_written_is_what_is_issued(place, type_):
    content, extra = whole(type_)
    resources = [{"name": "Tệp", "sha256": province.upload(place.editor), **extra}]
    record_id = place.issued(type_, **content, resources=resources)["record_id"]
    run.run_due(kinds=("index",))

    context = {"ignore_auth": True, "for_edit": True, "use_cache": False}
    row = tk.get_action("package_show")(context, {"id": record_id})
    issued = in_force.find(record_id)
    assert content_hash(normalise({**row, "name": None}, record_schema(type_))) == issued.content_hash
    assert {name: issued.content[name] for name in content} == content
    shown = act(None, "package_search", q=f"id:{record_id}")["results"][0]
    assert {name: shown[name] for name in content} == content
    assert {name: shown["resources"][0][name] for name in extra} == extra


def test_a_service_named_in_a_row_of_a_database_is_hidden_until_it_is_issued_and_knows_who_names_it(place):
    service = place.draft("data_service", usage_rules=[place.issued("usage_rule")["record_id"]])
    items = [{"code": "01", "name": "Tàu", "open_to": ["public"], "delivered_by": [service["record_id"]]}]
    database = place.issued("database", data_items=items)["record_id"]
    assert act(None, "package_show", id=database)["data_items"][0]["delivered_by"] == []
    assert service["record_id"] not in str(act(None, "package_search", q=f"id:{database}"))
    service = place.step(place.editor, "camau_submit", service)
    place.step(place.head, "camau_approve", service)
    run.run_due(kinds=("index",))
    assert act(None, "package_show", id=database)["data_items"][0]["delivered_by"] == [service["record_id"]]
    assert in_force.naming(service["record_id"], "data_service") == [database]


def test_nearly_the_same_title_at_another_agency_is_reported_and_never_tells_what_is_not_issued(place):
    other = province.build()
    title = "Co so du lieu TAU CA tren dia ban tinh"
    mine = place.draft("database", title=title)
    told = [p for p in mine["problems"] if p["gate"] == "similar_titles"]
    assert told == []
    other.issued("database", title="Cơ sở dữ liệu tàu cá")
    other.draft("database", title="Cơ sở dữ liệu tàu cá tỉnh Cà Mau")
    told = [
        p for p in act(place.editor, "camau_working_copy_show", id=mine["id"])["problems"]
        if p["gate"] == "similar_titles"
    ]  # fmt: skip
    assert [p["blocking"] for p in told] == [False, False]
    assert "Cơ sở dữ liệu tàu cá" in told[0]["message"]
    assert "tỉnh Cà Mau" not in told[0]["message"] + told[1]["message"]
