"""The canonical form of a content."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.camau.catalogue.content import ShapeError, content_hash, normalise, text
from ckanext.camau.schemas.fields import record_schema

DATASET = record_schema("dataset")


def clean(data, schema=DATASET):
    return normalise(data, schema, lambda: "new-id")


def test_unknown_and_server_side_keys_are_left_out():
    sent = {"title": "A", "state": "active", "private": False, "owner_org": "x", "workflow_state": "issued", "id": "1"}
    assert clean(sent) == {"title": "A"}


@pytest.mark.parametrize("empty", ["", "   ", None, [], {}])
def test_empty_values_are_dropped(empty):
    assert clean({"title": empty if not isinstance(empty, list | dict) else "", "theme": empty or []}) == {}


def test_text_is_composed_and_without_characters_that_cannot_be_stored():
    decomposed = unicodedata.normalize("NFD", "Đường thủy")
    assert clean({"title": f" {decomposed}\x00\ud800 "}) == {"title": "Đường thủy"}
    assert clean({"notes": "a\r\nb\rc"}) == {"notes": "a\nb\nc"}


def test_unticking_everything_empties_a_choice():
    assert clean({"theme": []}) == clean({"theme": None}) == clean({}) == {}


def test_one_value_of_a_multiple_choice_may_come_alone():
    assert clean({"theme": "health"}) == {"theme": ["health"]}


def test_keywords_of_form_and_api_are_the_same():
    assert clean({"tag_string": "tôm, cá,, tôm"}) == clean({"tags": [{"name": "tôm", "id": "x"}, {"name": "cá"}]})


def test_empty_rows_disappear():
    assert clean({"resources": [{}, {"name": " "}, {"name": "A"}, {"id": "kept"}]}) == {
        "resources": [{"name": "A", "id": "new-id"}]
    }


def test_rows_keep_their_order():
    names = ["B", "C", "D"]
    found = clean({"resources": [{"name": n} for n in names]})
    assert [r["name"] for r in found["resources"]] == names


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"title": ["a"]}, "title"),
        ({"theme": [{"a": 1}]}, "theme"),
        ({"resources": "x"}, "resources"),
        ({"resources": [1]}, "resources"),
        ({"tags": ["x"]}, "tags"),
    ],
)
def test_a_wrong_shape_names_its_place(data, path):
    with pytest.raises(ShapeError) as caught:
        clean(data)
    assert list(caught.value.errors) == [path]


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "url", "code"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["title", "theme", "resources", "tags", "places", "notes"]), json))
def test_whatever_is_sent_is_refused_or_stays_as_it_is(data):
    try:
        content = clean(data)
    except ShapeError:
        return
    assert clean(content) == content
    assert content_hash(clean(content)) == content_hash(content)


@given(st.text())
def test_text_is_stable(value):
    assert text(text(value)) == text(value)
    text(value).encode()


def test_the_hash_is_that_of_canonical_json():
    import hashlib

    expected = hashlib.sha256('{"code":"Đ-1","title":"A"}'.encode()).hexdigest()
    assert content_hash({"title": "A", "code": "Đ-1"}) == expected


def test_what_nobody_sees_is_not_content():
    assert clean({"title": "\ufeffTôm\u200b\u202e sú\u00a0"}) == {"title": "Tôm sú"}
