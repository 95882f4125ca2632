"""Comments on fields: places to choose, what a form carries, what stands at an input."""

from __future__ import annotations

from ckanext.camau.forms.fields import Field
from ckanext.camau.forms.problems import Shown
from ckanext.camau.forms.remarks import beside, boxes, places, sent, typed

ITEMS = Field("data_items", "rows", label="Hạng mục", subfields=(Field("code", "text"), Field("name", "text")))
POINTS = Field(
    "points", "rows", label="Điểm", subfields=(Field("point", "choice", choices=(("a", "Điểm a"),)),)
)  # fmt: skip
FIELDS = (Field("title", "text", label="Tên"), Field("id", "hidden"), ITEMS, POINTS)


def test_places_name_fields_and_their_rows():
    data = {"title": "x", "data_items": [{"code": "01", "name": "Số"}, {}], "points": [{"point": "a"}]}
    found = {group.label: [(place.path, place.label) for place in group.places] for group in places(FIELDS, data)}
    assert found == {
        "Tên": [("title", "Tên")],
        "Hạng mục": [
            ("data_items", "Hạng mục"), ("data_items/0", "Hạng mục 1: 01 Số"), ("data_items/1", "Hạng mục 2: …"),
        ],
        "Điểm": [("points", "Điểm"), ("points/0", "Điểm 1: Điểm a")],
    }  # fmt: skip


def test_only_boxes_with_words_count():
    filled = typed(["title", "", "data_items/0"], [" sửa\r\nlại ", "  ", "thiếu"])
    assert sent(filled) == [{"path": "title", "text": "sửa\nlại"}, {"path": "data_items/0", "text": "thiếu"}]
    assert [box.text for box in boxes(filled, 1)] == ["sửa\nlại", "thiếu", ""]


def test_comments_stand_behind_the_problems_of_their_input():
    problem = Shown("f-title", "thiếu")
    found = beside({"f-title": [problem]}, [{"anchor": "f-title", "text": "a"}, {"anchor": "f-code", "text": "b"}])
    assert found["f-title"][0] is problem
    assert [item["text"] for item in (found["f-title"][1], found["f-code"][0])] == ["a", "b"]
    assert found["f-code"][0]["is_comment"]
    assert not found["f-code"][0]["blocking"]
