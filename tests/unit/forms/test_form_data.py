"""The form ↔ content: pure, no CKAN."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from ckanext.camau.forms import matrix
from ckanext.camau.forms.copying import start_from
from ckanext.camau.forms.data import parse, with_references
from ckanext.camau.forms.fields import Field
from ckanext.camau.forms.rows import RowStep, apply, with_rows

TITLE = Field("title", "text")
THEME = Field("theme", "choices", choices=(("a", "A"), ("b", "B"), ("c", "C")))
TAGS = Field("tags", "tags")
START = Field("period_start", "date")
PARAMETERS = Field("parameters", "rows", subfields=(Field("name", "text"), Field("required", "yes_no")))
GROUPS = (("public", "P"), ("commune", "C"))
ITEMS = Field("data_items", "rows", subfields=(
    Field("name", "text"), Field("open_to", "choices", choices=GROUPS), Field("special_to", "choices", choices=GROUPS),
    Field("delivered_by", "references", choices=(
        ("id-1", "Tra cứu đất – CMU.DV.1"), ("id-2", "Tra cứu rừng – CMU.DV.2"),
    )),
))  # fmt: skip
POINTS = Field("readiness", "rows", checklist=True, subfields=(Field("point", "choice"), Field("met", "choice")))
FILES = Field("resources", "rows", subfields=(
    Field("id", "hidden"), Field("sha256", "hidden"), Field("name", "text"), Field("url", "text"),
    Field("dictionary", "carried"),
))  # fmt: skip
FIELDS = (TITLE, THEME, TAGS, START, PARAMETERS, ITEMS, POINTS, FILES)
ALL = [("_fields", field.name) for field in FIELDS]


def form(*pairs):
    return MultiDict([*ALL, *pairs])


def test_unticking_every_box_empties_the_field():  # FC-01
    assert parse(form(("title", "T")), FIELDS, {"theme": ["a", "b", "c"], "title": "T"}) == {"title": "T"}


def test_what_the_form_did_not_ask_stays():
    posted = MultiDict([("_fields", "title"), ("title", "New")])
    assert parse(posted, FIELDS, {"theme": ["a"], "legacy": "x"}) == {"theme": ["a"], "legacy": "x", "title": "New"}


def test_several_boxes_in_their_order_each_once():
    assert parse(form(("theme", "b"), ("theme", "a"), ("theme", "b")), FIELDS)["theme"] == ["b", "a"]


def rows(*keys, **names):
    pairs = [("parameters.row", key) for key in keys]
    return form(*pairs, *((f"parameters.{key}.name", name) for key, name in names.items()))


def names_of(posted):
    return [row["name"] for row in parse(posted, FIELDS).get("parameters", [])]


def test_rows_come_in_the_order_on_screen_and_none_is_lost():  # FC-03
    assert names_of(rows("1", "2", "jx1", **{"1": "B", "2": "C", "jx1": "D"})) == ["B", "C", "D"]
    assert names_of(rows("2", "1", "0", "j9", **{"0": "D", "1": "B", "2": "C", "j9": "E"})) == ["C", "B", "D", "E"]


def test_rows_by_buttons_without_script():  # FC-03
    posted = rows("0", "1", "2", **{"0": "A", "1": "B", "2": "C"})
    posted = with_rows(posted, "parameters", apply(posted, RowStep.read("remove:parameters:0")))
    posted = with_rows(posted, "parameters", apply(posted, RowStep.read("add:parameters")))
    new = posted.getlist("parameters.row")[-1]
    assert new not in ("0", "1", "2")
    posted[f"parameters.{new}.name"] = "D"
    posted = with_rows(posted, "parameters", apply(posted, RowStep.read("up:parameters:2")))
    assert names_of(posted) == ["C", "B", "D"]
    posted = with_rows(posted, "parameters", apply(posted, RowStep.read("down:parameters:2")))
    assert names_of(posted) == ["B", "C", "D"]


@pytest.mark.parametrize("button", ["up:parameters:0", "down:parameters:1", "remove:parameters:nonsense"])
def test_row_buttons_at_the_ends_do_nothing(button):
    posted = rows("0", "1", **{"0": "A", "1": "B"})
    assert apply(posted, RowStep.read(button)) == ["0", "1"]


@pytest.mark.parametrize("value", ["save", "submit", "find:theme", "", "add:"])
def test_other_buttons_are_no_row_steps(value):
    assert RowStep.read(value) is None


def test_an_empty_row_disappears_but_is_shown_again():  # FC-07
    posted = form(("resources.row", "0"), ("resources.0.id", "x"), ("resources.0.name", "  "), ("resources.0.url", ""))
    assert "resources" not in parse(posted, FIELDS)
    assert parse(posted, FIELDS, empty_rows=True)["resources"] == [{"id": "x"}]


def test_a_row_with_an_incomplete_address_is_kept_for_the_gate():  # FC-07
    posted = form(("resources.row", "0"), ("resources.0.url", "http://"))
    assert parse(posted, FIELDS)["resources"] == [{"url": "http://"}]


def item(**cells):
    pairs = [(f"data_items.k.{name.replace('__', '.')}", value) for name, value in cells.items()]
    return parse(form(("data_items.row", "k"), ("data_items.k.name", "Đất"), *pairs), FIELDS)["data_items"][0]


def test_one_way_of_sharing_for_each_user_group():
    found = item(m__public="open_to", m__commune="special_to")
    assert found == {"name": "Đất", "open_to": ["public"], "special_to": ["commune"]}
    assert matrix.cells(ITEMS, found) == {"public": "open_to", "commune": "special_to"}
    assert item(m__public="", m__commune="no such way") == {"name": "Đất"}


def test_a_group_under_two_ways_survives_until_somebody_chooses():
    stored = {"open_to": ["public"], "special_to": ["public", "gone"]}
    cell = matrix.cells(ITEMS, stored)["public"]
    assert (cell, "O + S") in matrix.ways(LABELLED, [stored])
    assert matrix.lists(ITEMS, [("public", cell), ("gone", "special_to")]) == stored
    assert ("gone", "gone") in matrix.groups(ITEMS, [stored])


LABELLED = Field("data_items", "rows", subfields=(
    Field("open_to", "choices", "O", choices=GROUPS), Field("special_to", "choices", "S", choices=GROUPS),
))  # fmt: skip


@pytest.mark.parametrize(("written", "found"), [
    ("tra cứu rừng – cmu.dv.2", "id-2"), ("CMU.DV.1", "id-1"), ("Tra cứu rừng", "id-2"), ("id-1", "id-1"),
    ("Tra cứu", "Tra cứu"), ("không có", "không có"),
])  # fmt: skip
def test_a_record_is_named_in_a_row_by_title_or_code(written, found):
    data = {"data_items": [item(delivered_by__add=written)]}
    assert with_references(data, FIELDS)["data_items"][0]["delivered_by"] == [found]


def test_a_checklist_keeps_only_the_points_that_are_answered():
    pairs = [("readiness.row", code) for code in "abc"]
    pairs += [(f"readiness.{code}.point", code) for code in "abc"]
    answered = parse(form(*pairs, ("readiness.b.met", "partly")), FIELDS)
    assert answered["readiness"] == [{"point": "b", "met": "partly"}]
    assert "readiness" not in parse(form(*pairs), FIELDS)


def test_what_a_form_does_not_ask_of_a_file_stays_with_its_id():
    stored = {
        "resources": [{"id": "x", "dictionary": [{"column": "ma"}]}, {"id": "y", "dictionary": [{"column": "b"}]}]
    }
    posted = form(
        ("resources.row", "1"), ("resources.row", "0"), ("resources.row", "n2"),
        ("resources.1.id", "y"), ("resources.1.name", "Y"), ("resources.0.id", "x"), ("resources.0.url", "https://x"),
        ("resources.n2.name", "new"),
    )  # fmt: skip
    assert parse(posted, FIELDS, stored)["resources"] == [
        {"id": "y", "name": "Y", "dictionary": [{"column": "b"}]},
        {"id": "x", "url": "https://x", "dictionary": [{"column": "ma"}]},
        {"name": "new"},
    ]
    emptied = form(("resources.row", "0"), ("resources.0.id", "x"))
    assert "resources" not in parse(emptied, FIELDS, stored)


def test_text_is_nfc_without_invisible_marks():  # FC-09
    assert parse(form(("title", "\u200bĐươ\u0300ng thu\u0309y\u202e \r\nx ")), FIELDS)["title"] == "Đường thủy \nx"


def test_keywords_from_one_box():
    posted = form(("tags", "tôm, rừng;tôm\n sạt lở ,,"))
    assert parse(posted, FIELDS)["tags"] == [{"name": "tôm"}, {"name": "rừng"}, {"name": "sạt lở"}]


def test_what_of_a_record_may_start_another_one():
    fields = (*FIELDS, Field("no_state_secret", "declaration"))
    content = {
        "title": "T", "code": "C", "name": "n", "no_state_secret": "true",
        "resources": [{"id": "x", "sha256": "s", "name": "tệp.csv"}, {"id": "y", "url": "https://x"}],
    }  # fmt: skip
    here, elsewhere = (start_from(content, fields, same_agency=same) for same in (True, False))
    assert here == ({"title": "T", "resources": [{"sha256": "s", "name": "tệp.csv"}, {"url": "https://x"}]}, [])
    assert elsewhere == ({"title": "T", "resources": [{"url": "https://x"}]}, ["tệp.csv"])
    assert content["resources"][0]["id"] == "x"
