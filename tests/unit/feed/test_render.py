"""What is said of records, read back by rdflib."""

from __future__ import annotations

import feed_rdf
import feed_samples as samples
import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, Literal, Namespace, URIRef

from ckanext.camau.feed import catalog_node, render
from ckanext.camau.feed.catalog_node import Span
from ckanext.camau.feed.write import FORMATS

SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
EU = "http://publications.europa.eu/resource/authority/"

D1 = URIRef(f"{samples.BASE}/id/dataset/d1")
S1 = URIRef(f"{samples.BASE}/id/data_service/s1")
CATALOG = URIRef(f"{samples.BASE}/id/catalog")


def said(*records, world=None):
    triples = catalog_node.members(records, world or samples.world())
    return feed_rdf.graph(FORMATS["nt"].write(triples), "nt")


def test_a_dataset_is_listed_and_told_in_two_languages():
    graph = said(samples.dataset())
    assert (CATALOG, DCAT.dataset, D1) in graph
    assert graph.value(D1, RDF.type) == DCAT.Dataset
    assert set(graph.objects(D1, DCTERMS.title)) == {
        Literal("Danh sách trạm quan trắc nước mặt", lang="vi"),
        Literal("Surface water stations", lang="en"),
    }
    assert graph.value(D1, DCTERMS.identifier) == Literal("CMU.d1")
    assert graph.value(D1, DCTERMS.publisher) == URIRef(f"{samples.BASE}/id/agency/{samples.AGENCY.id}")
    assert graph.value(D1, DCTERMS.accrualPeriodicity) == URIRef(f"{EU}frequency/QUARTERLY")
    assert graph.value(D1, DCTERMS.language) == URIRef(f"{EU}language/VIE")


def test_times_carry_their_zone():
    graph = said(samples.dataset())
    assert str(graph.value(D1, DCTERMS.issued)) == "2026-01-05T08:30:00+07:00"
    assert str(graph.value(D1, DCTERMS.modified)) == "2026-03-08T03:15:30+07:00"


def test_a_theme_is_ours_and_the_eu_one():
    graph = said(samples.dataset(theme=["labour", "society", "no-such-theme"]))
    own = URIRef(f"{samples.BASE}/id/theme/labour")
    assert set(graph.objects(D1, DCAT.theme)) == {
        own,
        URIRef(f"{samples.BASE}/id/theme/society"),
        URIRef(f"{EU}data-theme/SOCI"),
    }
    assert graph.value(own, SKOS.closeMatch) == URIRef(f"{EU}data-theme/SOCI")
    assert len(list(graph.objects(URIRef(f"{EU}data-theme/SOCI"), SKOS.prefLabel))) == 1


def test_only_an_upload_promises_its_bytes():
    graph = said(samples.dataset())
    upload, link = (URIRef(f"{D1}/file/{key}") for key in ("f1", "f2"))
    page = URIRef("https://portal.example.vn/dataset/ten-d1")
    assert graph.value(upload, DCAT.accessURL) == page
    assert str(graph.value(upload, DCAT.downloadURL)).endswith("/dataset/d1/resource/f1/download/tram-quan-trac.csv")
    assert int(str(graph.value(upload, DCAT.byteSize))) == 1234
    assert graph.value(upload, DCAT.mediaType) == URIRef("https://www.iana.org/assignments/media-types/text/csv")
    assert graph.value(upload, DCTERMS.format) == URIRef(f"{EU}file-type/CSV")
    checksum = graph.value(upload, SPDX.checksum)
    assert str(graph.value(checksum, SPDX.checksumValue)) == samples.SHA
    assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
    assert graph.value(link, DCAT.downloadURL) is None
    assert graph.value(link, DCAT.byteSize) is None
    assert str(graph.value(link, DCAT.accessURL)).startswith("https://bando.example.vn/xem?lop=n%C6%B0")
    assert graph.value(D1, DCAT.landingPage) == page
    for file in (upload, link):
        assert graph.value(file, DCTERMS.license) == URIRef(f"{samples.BASE}/id/license/vn-nd47-2020-d18")


def test_a_service_is_a_service():
    graph = said(samples.service())
    assert (CATALOG, DCAT.service, S1) in graph
    assert graph.value(S1, RDF.type) == DCAT.DataService
    assert graph.value(S1, DCAT.endpointURL) == URIRef("https://api.example.vn/tr%E1%BA%A1m")
    assert str(graph.value(S1, DCAT.endpointDescription)).endswith("/resource/f9/download/openapi.json")
    assert graph.value(S1, DCTERMS.accessRights) == URIRef(f"{EU}access-right/RESTRICTED")
    assert URIRef("https://spec.openapis.org/oas/v3.1.0") in set(graph.objects(S1, DCTERMS.conformsTo))


def test_a_suspended_service_says_that_nobody_may_use_it():
    graph = said(samples.service(state="suspended"))
    assert graph.value(S1, DCTERMS.accessRights) == URIRef(f"{EU}access-right/NON_PUBLIC")


def test_links_to_what_is_not_issued_are_not_told():
    text = FORMATS["nt"].write(catalog_node.members([samples.service()], samples.world()))
    graph = said(samples.service())
    assert list(graph.objects(S1, DCAT.servesDataset)) == [D1]
    assert list(graph.objects(S1, DCTERMS.rights)) == [URIRef(f"{samples.BASE}/id/usage_rule/r1")]
    for hidden in ("unissued", "csdl-bi-mat", "/b1"):
        assert hidden not in text


def test_a_served_dataset_is_no_dataset_of_this_page():
    assert list(said(samples.service()).subjects(RDF.type, DCAT.Dataset)) == []


@pytest.mark.parametrize("record_type", ["database", "usage_rule", "harvest"])
def test_other_types_are_not_in_the_feed(record_type):
    other = samples.record("x1", record_type, {"title": "Cơ sở dữ liệu", "theme": ["health"]})
    assert list(catalog_node.members([other], samples.world())) == []
    assert list(render.triples(other, samples.world())) == []


def test_contact_is_a_named_node_with_iris():
    graph = said(samples.dataset(), samples.service())
    own = URIRef(f"{samples.BASE}/id/contact/{samples.AGENCY.id}#d1")
    office = URIRef(f"{samples.BASE}/id/contact/{samples.AGENCY.id}")
    assert graph.value(D1, DCAT.contactPoint) == own
    assert graph.value(own, VCARD.hasTelephone) == URIRef("tel:+842903000000;ext=12")
    assert graph.value(own, VCARD.fn) == Literal("Phòng Quản lý môi trường", lang="vi")
    assert graph.value(S1, DCAT.contactPoint) == office
    assert graph.value(office, VCARD.hasEmail) == URIRef("mailto:vanphong@snnmt.example.vn")


def test_there_are_no_blank_nodes():
    text = FORMATS["nt"].write(catalog_node.members([samples.dataset(), samples.service()], samples.world()))
    assert "_:" not in text


def test_the_catalogue_has_one_publisher_and_its_words():
    triples = catalog_node.triples(samples.world(), Span())
    graph = feed_rdf.graph(FORMATS["nt"].write(triples), "nt")
    publishers = list(graph.objects(CATALOG, DCTERMS.publisher))
    assert len(publishers) == 1
    assert Literal("Ủy ban nhân dân tỉnh Cà Mau", lang="vi") in set(graph.objects(publishers[0], FOAF.name))
    assert graph.value(CATALOG, FOAF.homepage) == URIRef("https://portal.example.vn/")
    assert graph.value(CATALOG, DCTERMS.modified) is None


def test_both_ways_of_finding_the_next_page():
    paging = catalog_node.Paging(
        201, 100, "https://p/c?page=1", "https://p/c?page=1", "https://p/c?page=3", next="https://p/c?page=2"
    )
    graph = feed_rdf.graph(FORMATS["nt"].write(catalog_node.paging(paging)), "nt")
    node = graph.value(predicate=RDF.type, object=HYDRA.PagedCollection)
    assert graph.value(node, HYDRA.next) == graph.value(node, HYDRA.nextPage) == Literal("https://p/c?page=2")
    last = feed_rdf.graph(
        FORMATS["nt"].write(catalog_node.paging(catalog_node.Paging(1, 100, "https://p/c", "", ""))), "nt"
    )
    assert list(last.subject_objects(HYDRA.next)) == []
    assert list(last.subject_objects(HYDRA.nextPage)) == []
