"""Administrative units, their succession, and finding them by whatever is written (FC-48, FC-79)."""

from __future__ import annotations

import csv
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from ckanext.camau.territory import units
from ckanext.camau.territory.matching import match

FIELD = Path(__file__).parents[2] / "data" / "field"
NOW = date(2026, 1, 1)


def codes(found) -> list[str]:
    return [unit.code for unit in found.units]


def test_the_mergers_are_complete():
    communes = [unit for unit in units.units().values() if unit.level == "commune"]
    assert len([unit for unit in communes if unit.historic]) == 164
    assert len([unit for unit in communes if not unit.historic]) == 64
    of_communes = [link for link in units.links() if units.units()[link.predecessor].level == "commune"]
    assert (len(of_communes), sum(link.extent == "part" for link in of_communes)) == (186, 41)
    for unit in communes:
        known = units.successors(unit.code) if unit.historic else units.predecessors(unit.code)
        assert known, unit
        assert unit.parent in units.units()


def test_whole_part_and_chain():
    assert not units.is_partial("old-32248", "32248")
    assert units.is_partial("old-32242", "32201")
    assert units.is_partial("old-32242", "32248")
    assert units.chain("old-32242") == ["32201", "32248"]
    assert [link.predecessor for link in units.predecessors("32248")] == ["old-32248", "old-32242", "old-32245"]
    assert units.former_districts("32201") == ["old-971", "old-973"]
    assert units.successors("old-95")[0].successor == "96"


def test_a_former_district_leads_to_the_communes_made_of_it():
    found = units.successors("old-973")
    assert {link.successor for link in found} == {"32201", "32236", "32244", "32248"}
    assert {link.extent for link in found} == {"part"}
    assert len(units.children("old-973")) == 7


@pytest.mark.parametrize(
    "text", ["Xã Hòa Tân", "xã Hoà Tân", "X. hòa tân", "hoa tan", "HOÀ TÂN", unicodedata.normalize("NFD", "Hòa  Tân ")]
)
def test_one_unit_in_many_spellings(text):
    assert codes(match(text)) == ["old-32041"]


def test_nothing_by_chance():
    assert match("xã Không Có Thật").status == "none"
    assert match("Xã Tân Án").status == "none"
    assert codes(match("Phường 2")) == ["old-31813", "old-32002"]
    assert codes(match("P.2, TP. Cà Mau")) == ["old-32002"]
    assert match("Phường 2, huyện U Minh").status == "none"
    assert match(code="32244").status == "several"
    assert codes(match(code="032244", on=NOW)) == ["32244"]
    assert codes(match("Thị trấn Rạch Gốc", "32244")) == ["old-32244"]
    assert match("Xã Viên An", "32248").status == "conflict"
    assert match("Không Có Thật", "32248").status == "conflict"


def test_the_file_of_the_field():
    with (FIELD / "fc79_don_vi_hanh_chinh.csv").open(encoding="utf-8-sig", newline="") as lines:
        names = [row["tên đơn vị"] for row in csv.DictReader(lines)]
    assert [codes(match(name)) for name in names] == [
        ["old-95"],
        ["old-95"],
        ["32248", "old-32248"],
        ["32248", "old-32248"],
        ["old-32242"],
        ["old-973"],
        ["old-964"],
        [],
        ["old-32236"],
        ["old-32041"],
    ]
    assert codes(match(names[2], on=NOW)) == ["32248"]
    assert codes(match(names[8], "32260")) == ["old-32236"]
    assert match(names[2], "32244").status == "conflict"
