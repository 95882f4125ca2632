"""Abuse line 48, faults F3 and F6: the index may be ahead, stale, wrong or gone; the ledger decides."""

from __future__ import annotations

import pytest

from ckan.lib.search.common import make_connection

from tests import factories


def plant(package_id, **fields):
    """Leave in Solr what a process leaves there that dies between the index and the commit."""
    solr = make_connection(decode_dates=False)
    [doc] = solr.search(f'id:"{package_id}"').docs
    changed = {key: value for key, value in doc.items() if key not in ("_version_", "indexed_ts")}
    changed.update(
        {
            "capacity": "public",
            "permission_labels": ["public"],
            "title": "Bóng ma",
            "tags": ["ma"],
            "res_format": ["MA"],
        }
    )
    changed.update(fields)
    solr.add([changed], commit=True)


@pytest.fixture
def ghost(scene):
    plant(scene.hidden_id)
    return scene.hidden_id


def test_48_a_ghost_is_nowhere(api, app, scene, ghost):
    found = api.result("package_search", **{"facet.field": ["tags", "res_format"]})
    assert [row["id"] for row in found["results"]] == [scene.public.id]
    assert found["count"] == 1
    assert found["facets"] == {"tags": {"dân số": 1}, "res_format": {"CSV": 1}}
    assert api.result("package_search", fl=["title"], q="*:*")["results"] == [{"title": "Dân số xã phường"}]
    assert api("package_show", id=ghost).status_code == 404
    for path in ("/dataset/", "/dataset/?q=ma", "/feeds/dataset.atom", "/"):
        answer = app.get(path)
        assert answer.status_code == 200
        assert "Bóng ma" not in answer.get_data(as_text=True)
        assert ghost not in answer.get_data(as_text=True)


def test_48_a_page_full_of_ghosts_still_has_its_rows(api, scene):
    for number in range(3):
        hidden = factories.working_copy(scene.office, "dataset", factories.content("dataset", f"Nháp {number}"))
        plant(hidden, metadata_modified="2099-01-01T00:00:00Z")
    found = api.result("package_search", rows=1, sort="metadata_modified desc")
    assert [row["id"] for row in found["results"]] == [scene.public.id]
    assert found["count"] == 1


@pytest.mark.ckan_config("solr_url", "http://user:matkhau@127.0.0.1:9/solr/camau")
def test_solr_down_is_503_in_vietnamese_and_keeps_its_secrets(api, app, with_plugins, clean_db):
    answer = api("package_search", q="dân")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    text = answer.get_data(as_text=True)
    assert not any(word in text.lower() for word in ("solr", "matkhau", "127.0.0.1:9", "http://user"))
    assert answer.json["success"] is False
    page = app.get("/dataset/")
    assert page.status_code == 503
    assert not any(word in page.get_data(as_text=True).lower() for word in ("solr", "matkhau", "traceback"))


@pytest.mark.ckan_config("solr_url", "http://user:matkhau@127.0.0.1:9/solr/camau")
def test_a_record_page_needs_no_solr(api, app, with_plugins, clean_db):
    assert api("package_show", id="khong-co").status_code == 404
