"""Charts of the routes: everything of the table, drawn so that it can be read and heard."""

from __future__ import annotations

import itertools
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from ckanext.camau.cli.docs import drawn
from ckanext.camau.documents import route_chart, route_svg
from ckanext.camau.workflow.transitions import TRANSITIONS

IMAGES = Path(__file__).parents[3] / "docs/images"
SVG = "{http://www.w3.org/2000/svg}"
CHARTS = {chart.key: chart for chart in route_chart.charts()}
CODES = route_chart.Names(str, str, lambda role: f"<{role}>")


def test_every_row_of_the_table_is_in_a_chart():
    assert {row for chart in CHARTS.values() for row in chart.rows} == set(TRANSITIONS)


@pytest.mark.parametrize("key", CHARTS)
def test_a_chart_says_all_in_picture_and_description(key: str):
    chart = CHARTS[key]
    root = ET.fromstring(route_svg.svg(chart, "Tên", CODES))
    said = [text.text for text in root.iter(f"{SVG}text")]
    told = root.find(f"{SVG}desc").text
    assert root.find(f"{SVG}title").text == "Tên"
    assert root.get("aria-labelledby") == f"{key}-title {key}-desc"
    assert set(chart.states) <= set(said)
    for edge in route_chart.edges(chart, CODES):
        assert f"{edge.source} → {edge.target}: {'; '.join(edge.lines)}." in told
        assert set(edge.lines) <= set(said)


@pytest.mark.parametrize("key", CHARTS)
def test_nothing_is_drawn_beyond_the_edge_and_no_words_lie_on_others(key: str):
    root = ET.fromstring(route_svg.svg(CHARTS[key], "Tên", CODES))
    width, height = float(root.get("width")), float(root.get("height"))
    places = [(float(text.get("x")), float(text.get("y")), len(text.text)) for text in root.iter(f"{SVG}text")]
    assert all(x < width and y < height for x, y, _ in places)
    beside = sorted((y, x) for x, y, _ in places if x > 275)
    assert all(b[0] - a[0] >= 14 for a, b in itertools.pairwise(beside)), beside


def test_pictures_of_the_documentation_are_fresh():
    stored = {path.name: path.read_text(encoding="utf-8") for path in IMAGES.glob("routes-*.svg")}
    assert stored == drawn(), "run: script/ckan camau docs routes"
    assert all("camau_" not in image for image in stored.values())
