"""Titles that an officer would take for the same."""

import unicodedata

import pytest

from ckanext.camau.catalogue import similar

TITLE = "Cơ sở dữ liệu tàu cá tỉnh Cà Mau"


@pytest.mark.parametrize(
    "other",
    [
        "CSDL tàu cá",
        "co so du lieu tau ca",
        unicodedata.normalize("NFD", "Tàu cá trên địa bàn tỉnh Cà Mau"),
        "Dữ liệu cá tàu",
    ],
)
def test_the_same_thing_in_another_spelling(other):
    assert similar.near(TITLE, [other]) == [other]


@pytest.mark.parametrize("other", ["Cơ sở dữ liệu tàu khách", "Cơ sở dữ liệu cán bộ", "", "Cà Mau"])
def test_other_things(other):
    assert similar.near(TITLE, [other]) == []


def test_old_and_new_place_of_the_tone():
    assert similar.near("Hòa giải viên", ["Hoà giải viên"]) == ["Hoà giải viên"]


def test_a_title_of_common_words_alone_is_compared_as_it_is():
    assert similar.near("Thông tin tỉnh Cà Mau", ["Danh sách tỉnh Cà Mau"]) == []
