"""Ordering a list by typed numbers."""

import pytest

from ckanext.camau.forms.ordering import reordered


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({}, "abcd"),
        ({"a": "1", "b": "2"}, "abcd"),
        ({"d": "1"}, "dabc"),
        ({"a": "4"}, "bcda"),
        ({"a": "99"}, "bcda"),
        ({"d": "0"}, "dabc"),
        ({"c": "1", "d": "1"}, "cdab"),
        ({"a": "x", "b": "", "c": "-1", "d": "1e3", "z": "1"}, "abcd"),
        ({"a": "9" * 30}, "abcd"),
    ],
)
def test_items_move_to_the_place_that_was_typed(places, expected):
    assert "".join(reordered("abcd", places)) == expected
