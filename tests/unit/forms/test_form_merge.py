"""Two people save the same working copy: pure."""

from __future__ import annotations

from ckanext.camau.forms.merge import fingerprints, merge, same

BASE = {"title": "A", "notes": "n", "theme": ["x"], "resources": [{"id": "1", "sha256": "s", "name": "f"}]}


def test_what_only_the_other_changed_is_taken_over():
    merged = merge(fingerprints(BASE), {**BASE, "title": "mine"}, {**BASE, "notes": "theirs"})
    assert merged.data == {**BASE, "title": "mine", "notes": "theirs"}
    assert merged.taken == ("notes",)
    assert merged.clashes == {}


def test_what_both_changed_is_shown_with_both_values():
    merged = merge(fingerprints(BASE), {**BASE, "title": "mine"}, {**BASE, "title": "theirs"})
    assert merged.data["title"] == "mine"
    assert merged.clashes == {"title": "theirs"}


def test_a_field_that_the_other_emptied_is_emptied():
    theirs = {key: value for key, value in BASE.items() if key != "notes"}
    merged = merge(fingerprints(BASE), {**BASE, "title": "mine"}, theirs)
    assert "notes" not in merged.data


def test_the_same_save_twice_is_no_conflict():
    mine = {**BASE, "title": "mine"}
    merged = merge(fingerprints(BASE), mine, mine)
    assert not merged.clashes
    assert same(merged.data, mine)


def test_facts_that_the_server_adds_to_a_file_are_nobodys_change():
    stored = {
        **BASE,
        "resources": [{"id": "1", "sha256": "s", "name": "f", "size": "3", "url": "f.csv", "url_type": "upload"}],
    }
    assert merge(fingerprints(stored), BASE, stored).clashes == {}
    assert same(BASE, stored)


def test_without_marks_nothing_of_the_typed_text_is_given_up():
    merged = merge("nonsense", {"title": "mine"}, {"title": "theirs"})
    assert merged.data == {"title": "mine"}
    assert merged.clashes == {"title": "theirs"}
