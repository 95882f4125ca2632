"""The catalogue over ckanext-dcat's routes and actions, on a ledger of our own making."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import feed_rdf
import feed_samples as samples
import pytest
from rdflib import DCAT, RDF, Namespace

import ckan.plugins.toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action

from ckanext.camau.feed import catalog, load, selection, span
from ckanext.camau.feed.catalog_node import Span
from ckanext.camau.feed.query import Query

HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
PARSER = {"ttl": "turtle", "xml": "xml", "rdf": "xml", "jsonld": "json-ld", "n3": "n3"}
PAGE_SIZE = 3


class FakeLedger:
    """Stands for ``catalogue.in_force``; tests change ``records`` as if somebody issued or withdrew."""

    def __init__(self, records):
        self.records = {record.record_id: record for record in records}

    def find(self, record_id):
        return self.records.get(record_id)

    def find_many(self, ids):
        return [self.records[key] for key in sorted(ids) if key in self.records]

    def page(self, types, after=None, limit=100, offset=0):
        rows = [r for key, r in sorted(self.records.items()) if r.type in types and (after is None or key > after)]
        return rows[offset : offset + limit]

    def count(self, types):
        return len(self.page(types, limit=10**9))


@pytest.fixture
def ledger(monkeypatch, with_plugins):
    records = [samples.dataset(f"d{n}") for n in range(6)] + [samples.service("s1")]
    records += [samples.record(f"b{n}", "database", {"title": "Cơ sở dữ liệu"}) for n in range(2)]
    fake = FakeLedger(records)
    for module in (catalog, load, selection):
        monkeypatch.setattr(module, "in_force", fake)
    monkeypatch.setattr(
        span, "of_feed", lambda: Span(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
    )
    monkeypatch.setattr(load, "_agencies", lambda ids: {samples.AGENCY.id: samples.AGENCY})
    monkeypatch.setitem(tk.config, "ckanext.dcat.datasets_per_page", PAGE_SIZE)
    return fake


def listed(graph):
    return [str(o).rsplit("/", 1)[1] for o in (*graph.objects(None, DCAT.dataset), *graph.objects(None, DCAT.service))]


def next_pages(graph):
    return {str(o) for p in (HYDRA.next, HYDRA.nextPage) for o in graph.objects(None, p)}


def walk(app, path="/catalog.ttl"):
    """Read every page as a stock harvester does; give the ids in the order of their coming."""
    seen = []
    while path:
        graph = feed_rdf.graph(app.get(path, status=200).body)
        seen += sorted(listed(graph))
        following = next_pages(graph)
        assert len(following) <= 1
        path = following.pop().removeprefix(tk.config["ckan.site_url"]) if following else None
    return seen


@pytest.mark.parametrize("extension", PARSER)
def test_every_format_is_served_with_its_type(app, ledger, extension):
    answer = app.get(f"/catalog.{extension}", status=200)
    assert sorted(listed(feed_rdf.graph(answer.body, PARSER[extension]))) == ["d0", "d1", "d2"]
    feed_rdf.oxigraph(answer.body, extension)


def test_pages_hold_every_record_once_and_no_database(app, ledger):
    assert walk(app) == [*(f"d{n}" for n in range(6)), "s1"]


def test_no_database_anywhere(app, ledger):
    text = "".join(app.get(f"/catalog.ttl?page={page}").body for page in (1, 2, 3))
    assert "/id/database/" not in text
    graph = feed_rdf.graph(text)
    assert {str(s).rsplit("/", 1)[1] for s in graph.subjects(RDF.type, DCAT.Dataset)} == {f"d{n}" for n in range(6)}


def test_withdrawing_while_somebody_harvests_hides_no_other_record(app, ledger):
    first = feed_rdf.graph(app.get("/catalog.ttl").body)
    del ledger.records["d0"]
    rest = walk(app, next_pages(first).pop().removeprefix(tk.config["ckan.site_url"]))
    assert sorted(listed(first)) + rest == [*(f"d{n}" for n in range(6)), "s1"]


def test_issuing_while_somebody_harvests_repeats_no_record(app, ledger):
    first = feed_rdf.graph(app.get("/catalog.ttl").body)
    ledger.records["a0"] = samples.dataset("a0")
    rest = walk(app, next_pages(first).pop().removeprefix(tk.config["ckan.site_url"]))
    assert sorted(listed(first)) + rest == [*(f"d{n}" for n in range(6)), "s1"]


def test_everybody_gets_the_same_bytes(app, ledger, monkeypatch):
    tokens = [_token(factories.Sysadmin()), _token(factories.User())]
    monkeypatch.setattr(catalog.model.Package, "get", lambda key: SimpleNamespace(id=key))
    for path in ("/catalog.ttl", "/catalog.xml?page=2", "/catalog.jsonld", "/dataset/d1.ttl", "/data_service/s1.ttl"):
        guest = app.get(path, status=200).body
        for token in tokens:
            assert app.get(path, headers={"Authorization": token}).body == guest


def _token(user):
    return call_action("api_token_create", user=user["id"], name="feed", expires_in=1, unit=3600)["token"]


def test_profiles_of_the_request_change_nothing(app, ledger):
    plain = app.get("/catalog.ttl").body
    assert app.get("/catalog.ttl?profiles=schemaorg").body == plain
    assert app.get("/catalog.ttl?profiles=no_such_profile").body == plain


@pytest.mark.parametrize(
    ("query", "status"),
    [
        *((f"page={page}", 400) for page in ("0", "-1", "x", "1.5", "1e3")),
        *((f"page={page}", 404) for page in ("4", "999999")),
        ("modified_since=yesterday", 400),
        ("fq={!func}", 400),
    ],
)
def test_what_cannot_be_answered_is_a_client_error_in_vietnamese(app, ledger, query, status):
    answer = app.get(f"/catalog.ttl?{query}", status=status)
    assert "dcat:Catalog" not in answer.body
    assert f"Tham số {query.partition('=')[0]}:" in answer.body
    assert not any(sign in answer.body for sign in ("None - ", "{&#39;", "Người khác"))


@pytest.mark.ckan_config("solr_url", "http://127.0.0.1:9/solr/away")
def test_filter_without_search_is_503_and_the_catalogue_stays(app, ledger):
    for _ in range(2):
        answer = app.get("/catalog.ttl?q=tom", status=503)
        assert answer.headers["Retry-After"] == "60"
    app.get("/catalog.ttl", status=200)


def test_content_type_names_the_charset(app, ledger, monkeypatch):
    monkeypatch.setattr(catalog.model.Package, "get", lambda key: SimpleNamespace(id=key))
    assert app.get("/catalog.ttl").headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert app.get("/catalog.jsonld").headers["Content-Type"] == "application/ld+json"
    for path in ("/dataset/d1", "/data_service/s1"):
        assert app.get(f"{path}.ttl").headers["Content-Type"] == "text/turtle; charset=utf-8"
        assert app.get(f"{path}.nt").headers["Content-Type"] == "application/n-triples; charset=utf-8"


@pytest.mark.parametrize("path", ["/catalog.nt", "/catalog.foo", "/dataset/d1.foo", "/data_service/s1.foo"])
def test_unknown_format_is_a_client_error(app, ledger, path):
    answer = app.get(path, status=404)
    assert "None - " not in answer.body


def test_error_is_vietnamese(app, ledger):
    with app.flask_app.test_request_context("/"), pytest.raises(tk.ValidationError) as error:
        call_action("dcat_catalog_show", format="ttl", page="99")
    assert error.value.error_dict["page"]


def test_empty_catalogue_is_valid(app, ledger):
    ledger.records.clear()
    graph = feed_rdf.graph(app.get("/catalog.ttl", status=200).body)
    assert list(graph.subjects(RDF.type, DCAT.Catalog))
    assert listed(graph) == []
    assert next_pages(graph) == set()
    app.get("/catalog.ttl?page=2", status=404)


def test_modified_since_is_by_the_ledger(app, ledger):
    ledger.records["d3"] = replace(ledger.records["d3"], issued_at=datetime(2026, 6, 1, tzinfo=UTC))
    day = (datetime(2026, 6, 1, tzinfo=UTC) - timedelta(hours=1)).isoformat()
    assert walk(app, f"/catalog.ttl?modified_since={day.replace('+', '%2B')}") == ["d3"]
    assert walk(app, f"/catalog.ttl?modified_since={day}") == ["d3"]
    assert walk(app, "/catalog.ttl?modified_since=2026-01-01") == [*(f"d{n}" for n in range(6)), "s1"]


def test_a_filter_asks_search_as_a_guest_and_keeps_to_the_ledger(app, ledger, monkeypatch):
    asked = []

    def package_search(context, data_dict):
        asked.append((context["user"], context["ignore_auth"], data_dict["q"]))
        return {"count": 3, "results": [{"id": "d4"}, {"id": "b1"}, {"id": "unissued"}]}

    monkeypatch.setattr(selection.tk, "get_action", lambda name: package_search)
    found = selection.select(Query(q="nước mặt"), 3)
    assert [record.record_id for record in found.records] == ["d4"]
    assert (found.count, found.has_next) == (1, False)
    assert asked == [("", False, "nước mặt")]


def test_filters_work_over_http_and_a_bad_one_is_a_client_error(app, ledger, clean_index):
    graph = feed_rdf.graph(app.get("/catalog.ttl?q=nước+mặt&fq=theme:environment", status=200).body)
    assert listed(graph) == []
    app.get("/catalog.ttl?fq=no_such_field:(", status=400)


def test_next_address_is_encoded(app, ledger):
    query = Query(format="ttl", q="a b&c=ệ", fq='tags:"x y"')
    found = selection.Selection([samples.dataset("d0")], 9, has_next=True)
    paging = catalog.paging(query, found, 1)
    assert paging.next.endswith("?q=a+b%26c%3D%E1%BB%87&fq=tags%3A%22x+y%22&page=2&after=d0")


def test_one_record(app, ledger, monkeypatch):
    monkeypatch.setattr(catalog.model.Package, "get", lambda key: SimpleNamespace(id=key))
    graph = feed_rdf.graph(app.get("/dataset/d1.ttl", status=200).body)
    assert len(list(graph.subjects(RDF.type, DCAT.Dataset))) == 1
    for extension, parser in (("ttl", "turtle"), ("jsonld", "json-ld"), ("nt", "nt")):
        answer = app.get(f"/data_service/s1.{extension}", status=200)
        assert list(feed_rdf.graph(answer.body, parser).subjects(RDF.type, DCAT.DataService))
    for hidden in ("/dataset/b1.ttl", "/dataset/unissued.ttl", "/data_service/unissued.ttl", "/data_service/b1.ttl"):
        app.get(hidden, status=404)


def test_profile_interface_says_what_the_feed_says(app, ledger):
    from ckanext.dcat.processors import RDFSerializer

    record = ledger.records["d1"]
    package = {
        **record.content,
        "id": "d1",
        "type": "dataset",
        "name": record.name,
        "owner_org": record.owner_org,
        "metadata_created": "2026-01-05T01:30:00",
        "metadata_modified": "2026-03-07T20:15:30",
    }
    serializer = RDFSerializer()
    assert str(serializer.graph_from_dataset(package)) == str(load.iris().record("dataset", "d1"))
    from ckanext.camau.feed import render
    from ckanext.camau.feed.write import FORMATS

    told = FORMATS["nt"].write(render.triples(replace(record, number=0), load.world_of([record])))
    assert feed_rdf.same(feed_rdf.graph(serializer.g.serialize(format="nt"), "nt"), feed_rdf.graph(told, "nt"))
    other = RDFSerializer()
    other.graph_from_dataset({"id": "b1", "type": "database", "title": "Cơ sở dữ liệu"})
    assert len(other.g) == 0
