"""Merging two changes of one working copy."""

import pytest

from ckanext.camau.catalogue.merging import merge

BASE = {"title": "Tên", "purpose": "Cũ", "rows": [{"code": "1", "name": "a"}, {"code": "2", "name": "b"}],
        "tags": [{"name": "tôm"}], "theme": ["x"]}  # fmt: skip


def rows(*pairs):
    return [{"code": code, "name": name} for code, name in pairs]


@pytest.mark.parametrize(
    ("theirs", "mine", "expected", "both"),
    [
        ({"title": "Họ"}, {"purpose": "Tôi"}, {"title": "Họ", "purpose": "Tôi"}, ()),
        ({"title": "Họ"}, {"title": "Tôi"}, {"title": "Tôi"}, ("title",)),
        ({"title": "Như nhau"}, {"title": "Như nhau"}, {"title": "Như nhau"}, ()),
        ({"title": None}, {}, {"title": None}, ()),
        ({}, {"title": None}, {"title": None}, ()),
        ({"title": None}, {"title": "Tôi"}, {"title": "Tôi"}, ("title",)),
        ({"rows": rows(("1", "A"), ("2", "b"))}, {"rows": rows(("1", "a"), ("2", "B"))},
         {"rows": rows(("1", "A"), ("2", "B"))}, ()),
        ({"rows": rows(("1", "a"))}, {"rows": rows(("1", "a"), ("2", "b"), ("3", "c"))},
         {"rows": rows(("1", "a"), ("3", "c"))}, ()),
        ({"rows": rows(("1", "a"))}, {"rows": rows(("1", "a"), ("2", "B"))},
         {"rows": rows(("1", "a"), ("2", "B"))}, ("rows",)),
        ({"rows": rows(("1", "A"), ("2", "b"))}, {"rows": rows(("1", "Ă"), ("2", "b"))},
         {"rows": rows(("1", "Ă"), ("2", "b"))}, ("rows",)),
        ({"rows": rows(("1", "a"), ("1", "a"))}, {"rows": rows(("2", "b"))}, {"rows": rows(("2", "b"))}, ("rows",)),
        ({"tags": [{"name": "cua"}, {"name": "tôm"}]}, {"tags": [{"name": "cá"}, {"name": "tôm"}]},
         {"tags": [{"name": "cua"}, {"name": "tôm"}, {"name": "cá"}]}, ()),
        ({"theme": ["x", "y"]}, {"theme": ["x", "z"]}, {"theme": ["x", "z"]}, ("theme",)),
    ],
)  # fmt: skip
def test_each_keeps_what_he_did(theirs, mine, expected, both):
    def said(changes):
        return {k: v for k, v in {**BASE, **changes}.items() if v is not None}

    found = merge(BASE, said(theirs), said(mine))
    assert (found.content, found.both) == (said(expected), both)


def test_without_what_both_started_from_every_difference_is_a_clash():
    found = merge(None, {"title": "Họ", "scope": "s"}, {"title": "Tôi", "scope": "s", "purpose": "p"})
    assert found.both == ("title", "purpose")
    assert found.content == {"title": "Tôi", "scope": "s", "purpose": "p"}
