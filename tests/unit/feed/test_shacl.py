"""DCAT-AP 3.0.1: nothing mandatory is missing, and every object has the class that it must have."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import feed_rdf
import feed_samples as samples
import pytest
import rdflib

from ckanext.camau.feed import catalog_node
from ckanext.camau.feed.write import FORMATS

pyshacl = pytest.importorskip("pyshacl")
SHAPES = Path(__file__).parents[2] / "data/shacl"


@pytest.mark.parametrize("shapes", ["shapes", "range"])
def test_no_violation(shapes):
    world, when = samples.world(), datetime(2026, 1, 1, tzinfo=UTC)
    records = [samples.dataset(), samples.dataset("d2", contact_name="", contact_email="", contact_phone="")]
    triples = [
        *catalog_node.triples(world, catalog_node.Span(when, when)),
        *catalog_node.members([*records, samples.service(), samples.service("s2", "suspended")], world),
    ]
    graph = feed_rdf.graph(FORMATS["ttl"].write(triples))
    rules = rdflib.Graph().parse(SHAPES / f"dcat-ap-3.0.1-{shapes}.ttl")
    conforms, _report, text = pyshacl.validate(graph, shacl_graph=rules)
    assert conforms, text
