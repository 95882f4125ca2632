"""The code lists: true codes, names and addresses."""

from __future__ import annotations

from datetime import date

import pytest

from ckanext.camau.schemas.code_lists import code_list, code_list_names

EU = "http://publications.europa.eu/resource/authority/"


@pytest.mark.parametrize("name", code_list_names())
def test_every_entry_has_both_names_and_a_code_of_its_own(name):
    entries = code_list(name).entries.values()
    assert entries
    assert all(entry.code and entry.vi and entry.en for entry in entries)
    assert len({entry.vi for entry in entries}) == len(entries)


@pytest.mark.parametrize(
    ("name", "folder"),
    [("theme", "data-theme/"), ("update_frequency", "frequency/"), ("sharing_mode", "access-right/")],
)
def test_lists_that_the_feed_maps_have_an_iri_everywhere(name, folder):
    assert all(entry.iri.startswith(EU + folder) for entry in code_list(name).entries.values())


def test_the_twelve_themes():
    themes = code_list("theme")
    assert len(themes.codes) == 12
    assert themes.label("health") == "Y tế"
    assert themes.iri("energy") == EU + "data-theme/ENER"


def test_sixty_four_units_now_and_the_former_ones_apart():
    today = [place for place in code_list("place").entries.values() if place.valid_on(date(2026, 1, 1))]
    assert len(today) == 65
    assert {place.code for place in today} == {code for code in code_list("place").codes if code.isdigit()}
    former = code_list("place").get("old-31825")
    assert former.vi.startswith("Phường 1, thành phố Bạc Liêu")
    assert former.valid_on(date(2025, 6, 30))
    assert not former.valid_on(date(2025, 7, 1))


def test_an_unknown_code_is_its_own_name():
    assert code_list("theme").label("x") == "x"
    assert code_list("theme").iri("x") is None
    assert code_list("format").extra("x", "open") == ""


def test_further_columns():
    assert code_list("format").extra("CSV", "media_type") == "text/csv"
    assert code_list("format").extra("PDF", "open") == "false"


@pytest.mark.parametrize("name", ["nothing", "../place", ""])
def test_no_such_list(name):
    with pytest.raises(KeyError):
        code_list(name)


def test_choices_of_a_day_leave_out_what_ended():
    types = code_list("agency_type")
    assert "district" in [choice["value"] for choice in types.choices()]
    assert "district" not in [choice["value"] for choice in types.choices(on=date(2026, 1, 1))]
