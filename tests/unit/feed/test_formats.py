"""Every format is read by Oxigraph, which is strict, and says the same."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import feed_rdf
import feed_samples as samples
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.camau.feed import catalog_node, nodes, values
from ckanext.camau.feed.nodes import Iri
from ckanext.camau.feed.write import FORMATS

HERE = Path(__file__).parent

NASTY = [
    '"quotes" and \'single\' and """triple"""',
    "back\\slash \\n \\u0041 \\",
    "line\nfeed\r\nand\rreturn\ttab\x0bvertical\x00nul\x85nel\u2028separator",
    "<script>&amp;]]>-->",
    "bidi \u202e mark \u200b and NFD e\u0302\u0323",
    "emoji \U0001f33e and half \ud83c",
    "@vi ^^xsd:date . ;",
    "\ufeff\ufffe\uffff",
    "x" * 100_000,
]


def page(*records, world=None):
    world = world or samples.world()
    when = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        *catalog_node.triples(world, catalog_node.Span(when, when)),
        *catalog_node.members(records, world),
        *catalog_node.paging(
            catalog_node.Paging(
                2, 100, "https://p.example/c?page=1", "https://p.example/c?page=1", "https://p.example/c"
            )
        ),
    ]


def every_format(triples):
    return {name: feed_rdf.oxigraph(FORMATS[name].write(triples), name) for name in FORMATS}


def test_all_formats_say_the_same():
    triples = page(samples.dataset(), samples.service())
    read = every_format(triples)
    assert len(read["nt"]) == len(set(triples))
    assert all(said == read["nt"] for said in read.values())


@pytest.mark.parametrize("rdflib_name", ["turtle", "xml", "json-ld", "n3", "nt"])
def test_rdflib_reads_what_oxigraph_reads(rdflib_name):
    extension = {"turtle": "ttl", "json-ld": "jsonld"}.get(rdflib_name) or rdflib_name
    triples = page(samples.dataset(), samples.service())
    assert feed_rdf.same(
        feed_rdf.graph(FORMATS[extension].write(triples), rdflib_name),
        feed_rdf.graph(FORMATS["nt"].write(triples), "nt"),
    )


@pytest.mark.parametrize("text", NASTY)
def test_no_content_breaks_a_line(text):
    filled = samples.dataset(
        title=text,
        notes=text,
        tags=[{"name": text}],
        code=text,
        creator=text,
        source=text,
        contact_name=text,
        contact_email=text,
        contact_phone=text,
        contact_address=text,
        update_frequency=text,
        license_id=text,
        theme=[text],
        places=[text],
        period_start=text,
        resources=[
            {"id": text, "name": text, "url": f"https://a.example/{text}", "format": text, "mimetype": text},
            {"id": "f2", "name": text, "sha256": samples.SHA, "size": text, "mimetype": "text/csv"},
        ],
    )
    strange = samples.service(endpoint_url=text, conforms_to=[text, f"https://a.example/{text}"], protocol=text)
    read = every_format(page(filled, strange))
    assert all(said == read["nt"] for said in read.values())


@given(st.text(), st.text())
@settings(max_examples=200, deadline=None)
def test_any_text_and_any_address_come_back_from_every_format(text, address):
    iri = values.address(f"https://a.example/{address}")
    title = Iri("http://purl.org/dc/terms/title")
    triples: list[nodes.Triple] = [(Iri("https://a.example/s"), title, nodes.text(text, "vi"))]
    if iri:
        triples.append((Iri("https://a.example/s"), Iri("http://purl.org/dc/terms/source"), iri))
    read = {name: _read(FORMATS[name].write(triples), name) for name in FORMATS}
    assert all(said == read["nt"] for said in read.values())
    assert nodes.clean(text) in read["nt"]


def _read(text, name):
    import pyoxigraph as ox

    return {quad.object.value for quad in ox.parse(text.encode(), format=feed_rdf.OXIGRAPH[name])}


def test_equal_records_give_equal_bytes_in_another_process(tmp_path):
    script = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]; import test_formats as t\n"
        "text = ''.join(f.write(t.page(t.samples.dataset(), t.samples.service())) for f in t.FORMATS.values())\n"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, *map(str, (HERE, HERE.parents[1] / "support"))],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
