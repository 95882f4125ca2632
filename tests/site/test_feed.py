"""The feed of the running portal with its demo data, read by parsers that are not ours."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import feed_rdf
import pytest
import rdflib
from portal.running_site import RunningSite
from rdflib import DCAT, DCTERMS, RDF

pyshacl = pytest.importorskip("pyshacl")
HYDRA = rdflib.Namespace("http://www.w3.org/ns/hydra/core#")
SHAPES = Path(__file__).parents[1] / "data/shacl"


def fetch(address: str, **headers: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
        return answer.read()


def answer(address: str, token: str = "") -> tuple[int, str]:
    try:
        return 200, fetch(address, **({"Authorization": token} if token else {})).decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.fixture(scope="module")
def pages(site: RunningSite, demo: dict[str, Any]) -> list[str]:
    """Return every page of the feed, each found where the one before says."""
    found, address = [], f"{site.url}/catalog.ttl"
    while address:
        found.append(fetch(address).decode())
        address = next(map(str, feed_rdf.graph(found[-1]).objects(None, HYDRA.next)), "")
    return found


@pytest.fixture(scope="module")
def turtle(pages: list[str]) -> str:
    return pages[0]


@pytest.fixture(scope="module")
def graph(pages: list[str]) -> rdflib.Graph:
    together = rdflib.Graph()
    for page in pages:
        together += feed_rdf.graph(page)
    return together


def test_every_format_says_the_same_of_the_records(site: RunningSite, turtle: str):
    told = {line for line in feed_rdf.oxigraph(turtle, "ttl") if "hydra" not in line and "/catalog.ttl" not in line}
    for extension in ("xml", "rdf", "jsonld", "n3"):
        text = fetch(f"{site.url}/catalog.{extension}").decode()
        lines = feed_rdf.oxigraph(text, extension)
        assert {line for line in lines if "hydra" not in line and f"/catalog.{extension}" not in line} == told


def test_nothing_mandatory_is_missing(graph: rdflib.Graph):
    for shapes in ("shapes", "range"):
        rules = rdflib.Graph().parse(SHAPES / f"dcat-ap-3.0.1-{shapes}.ttl")
        conforms, _report, text = pyshacl.validate(graph, shacl_graph=rules)
        assert conforms, text


def test_it_lists_what_is_issued_and_nothing_else(site: RunningSite, graph: rdflib.Graph):
    for record_type, klass in (("dataset", DCAT.Dataset), ("data_service", DCAT.DataService)):
        query = {"rows": 1000, "fq": f"dataset_type:{record_type}"}
        packages = site.call("package_search", query)["result"]["results"]
        expected = {f"{site.url}/id/{record_type}/{package['id']}" for package in packages}
        assert {str(subject) for subject in graph.subjects(RDF.type, klass)} == expected
        assert expected
    identifiers = [str(o) for s in graph.subjects(RDF.type, DCAT.Dataset) for o in graph.objects(s, DCTERMS.identifier)]
    assert len(identifiers) == len(set(identifiers))


def test_every_account_gets_the_same_bytes(site: RunningSite, demo: dict[str, dict[str, Any]], turtle: str):
    for account in {tuple(account["roles"]): account for account in demo.values()}.values():
        assert fetch(f"{site.url}/catalog.ttl", Authorization=account["token"]).decode() == turtle


def test_what_is_being_worked_on_is_not_there(site: RunningSite, demo: dict[str, dict[str, Any]], pages: list[str]):
    turtle = "".join(pages)
    token = next(account["token"] for account in demo.values() if "auditor" in account["roles"])
    for state in ("draft", "submitted", "approved", "appraised", "scheduled"):
        copies = site.call("camau_working_copy_list", {"state": state, "limit": 100}, token)["result"]["results"]
        for copy in copies:
            if copy["base_version"] is None:
                assert copy["record_id"] not in turtle
                for address in (f"/dataset/{copy['record_id']}.ttl", f"/data_service/{copy['record_id']}.ttl"):
                    assert answer(f"{site.url}{address}", token)[0] == 404


def test_every_record_can_be_fetched_by_its_iri(site: RunningSite, graph: rdflib.Graph):
    for klass in (DCAT.Dataset, DCAT.DataService):
        iri = min(str(subject) for subject in graph.subjects(RDF.type, klass))
        for media_type, extension in (("text/turtle", "ttl"), ("application/rdf+xml", "xml")):
            own = feed_rdf.graph(fetch(iri, Accept=media_type).decode(), {"ttl": "turtle"}.get(extension) or extension)
            assert (rdflib.URIRef(iri), RDF.type, klass) in own
        assert b"<html" in fetch(iri, Accept="text/html")


def test_search_filters_the_feed(site: RunningSite, graph: rdflib.Graph):
    everything = set(graph.subjects(RDF.type, DCAT.Dataset)) | set(graph.subjects(RDF.type, DCAT.DataService))
    found = feed_rdf.graph(fetch(f"{site.url}/catalog.ttl?fq=dataset_type:data_service").decode())
    assert set(found.subjects(RDF.type, DCAT.DataService)) == set(graph.subjects(RDF.type, DCAT.DataService))
    assert not set(found.subjects(RDF.type, DCAT.Dataset))
    tricks = (
        "fq=%2Bstate:draft",
        "fq=capacity:private",
        "q=*:*&fq=%2Bstate:(draft+OR+active)",
        "fq=dataset_type:database",
    )
    for trick in tricks:
        status, text = answer(f"{site.url}/catalog.ttl?{trick}")
        assert status == 200 or 400 <= status < 500
        if status == 200:
            assert set(feed_rdf.graph(text).subjects(RDF.type, DCAT.Dataset)) <= everything
            assert "/id/database/" not in text


def test_errors_are_vietnamese_and_no_server_error(site: RunningSite):
    for path in ("/catalog.ttl?page=9999", "/catalog.ttl?page=x", "/catalog.foo", "/catalog.nt"):
        status, text = answer(f"{site.url}{path}")
        assert 400 <= status < 500
        assert 'lang="vi"' in text
