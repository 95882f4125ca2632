"""What people in comparable systems typed, as this feed tells it."""

from __future__ import annotations

import json
from pathlib import Path

import feed_rdf
import feed_samples as samples
import pytest
from rdflib import DCAT, DCTERMS, XSD, Literal, Namespace, URIRef

from ckanext.camau.feed import catalog_node
from ckanext.camau.feed.write import FORMATS

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PAYLOADS = json.loads((Path(__file__).parents[2] / "data/field/feed_payloads.json").read_text(encoding="utf-8"))
D1 = URIRef(f"{samples.BASE}/id/dataset/d1")
S1 = URIRef(f"{samples.BASE}/id/data_service/s1")


def said(*records):
    triples = list(catalog_node.members(records, samples.world()))
    read = [feed_rdf.oxigraph(FORMATS[name].write(triples), name) for name in FORMATS]
    assert all(one == read[0] for one in read)
    return feed_rdf.graph(FORMATS["nt"].write(triples), "nt")


def test_fc31_addresses_that_are_none():
    fields = PAYLOADS["FC-31"]["fields"]
    link = {"id": "f1", "name": "Tệp", "url": fields["url"]}
    document = {"id": "f9", "name": "Tài liệu", "url": fields["documentation"]}
    graph = said(
        samples.dataset(resources=[link]),
        samples.service(
            endpoint_url=fields["endpoint_url"], conforms_to=[fields["conforms_to"]], protocol="", resources=[document]
        ),
    )
    assert graph.value(S1, DCAT.endpointURL) == URIRef(
        "https://c.example/%C4%91%C6%B0%E1%BB%9Dng%20d%E1%BA%ABn?q=a%7Cb"
    )
    assert list(graph.objects(S1, DCAT.endpointDescription)) == []
    assert list(graph.objects(S1, DCTERMS.conformsTo)) == []
    assert graph.value(URIRef(f"{D1}/file/f1"), DCAT.accessURL) == URIRef("https://portal.example.vn/dataset/ten-d1")


@pytest.mark.parametrize("typed", [*PAYLOADS["FC-33"]["fields"].values(), "", "vi-Latn-VN", "français"])
def test_fc33_language(typed):
    graph = said(samples.dataset(language=typed))
    allowed = {URIRef("http://publications.europa.eu/resource/authority/language/VIE")}
    assert set(graph.objects(D1, DCTERMS.language)) <= allowed
    assert {o.language for o in graph.objects() if isinstance(o, Literal)} <= {None, "vi", "en"}


def test_fc35_every_row_is_a_distribution_of_its_own():
    rows = [{"id": f"f{place}", **row} for place, row in enumerate(PAYLOADS["FC-35"]["resources"])]
    rows += [{"id": f"u{place}", "name": f"Bản {place}", "sha256": samples.SHA, "size": 3} for place in (1, 2)]
    graph = said(samples.dataset(resources=rows))
    files = list(graph.objects(D1, DCAT.distribution))
    assert len(set(files)) == len(rows) == 5
    assert len({graph.value(file, DCTERMS.title) for file in files}) == 5
    assert all(graph.value(file, DCTERMS.issued) is not None for file in files)
    assert all(graph.value(file, DCAT.accessURL) is not None for file in files)


@pytest.mark.parametrize(
    ("pair", "expected"),
    zip(
        PAYLOADS["FC-36"]["temporal"],
        [
            {"startDate": ("2024", XSD.gYear), "endDate": ("2024", XSD.gYear)},
            {"startDate": ("2024-05", XSD.gYearMonth), "endDate": ("2025-06", XSD.gYearMonth)},
            {"startDate": ("2026-01-05", XSD.date)},
            {"startDate": ("2026-01-05", XSD.date), "endDate": ("2026-12-31", XSD.date)},
            {},
            {"startDate": ("1975-04-30T11:30:00+08:00", XSD.dateTime)},
        ],
        strict=True,
    ),
)
def test_fc36_periods(pair, expected):
    graph = said(samples.dataset(period_start=pair[0], period_end=pair[1]))
    period = graph.value(D1, DCTERMS.temporal)
    assert (period is None) == (not expected)
    found = {
        str(p).rsplit("#", 1)[1]: (str(o), o.datatype)
        for p, o in (graph.predicate_objects(period) if period else ())
        if isinstance(o, Literal)
    }
    assert found == expected


def test_fc40_contact():
    contact = PAYLOADS["FC-40"]["contact"]
    graph = said(
        samples.dataset(
            contact_name=contact["name"], contact_email=contact["email"], contact_phone=contact["telephone"]
        )
    )
    node = graph.value(D1, DCAT.contactPoint)
    assert isinstance(node, URIRef)
    assert graph.value(node, VCARD.hasEmail) == URIRef("mailto:van.thu@example.vn")
    assert graph.value(node, VCARD.hasTelephone) == URIRef("tel:+842903000000;ext=12")
    assert graph.value(node, VCARD.fn) == Literal('Bộ phận "Một cửa" & CNTT <phòng 3>', lang="vi")
