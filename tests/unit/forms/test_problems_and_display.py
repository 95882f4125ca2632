"""Problems beside their inputs, answers as text: pure."""

from __future__ import annotations

from ckanext.camau.forms.display import lines
from ckanext.camau.forms.fields import Field
from ckanext.camau.forms.history import folded
from ckanext.camau.forms.problems import by_anchor, shown

WORDS = {"true": "Có", "false": "Không"}


def test_one_message_where_two_gates_say_the_same():
    found = shown(
        [
            {"gate": "required", "path": "no_state_secret", "message": "Hãy nhập"},
            {"gate": "no_state_secret", "path": "no_state_secret", "message": "Hãy cam kết"},
            {"gate": "required", "path": "title", "message": "Hãy nhập tên"},
        ]
    )
    assert [problem.message for problem in found] == ["Hãy cam kết", "Hãy nhập tên"]
    assert set(by_anchor(found)) == {"f-no_state_secret", "f-title"}


def test_answers_are_shown_in_words():
    theme = Field("theme", "choices", choices=(("a", "Y tế"), ("b", "Lao động")))
    assert lines(theme, ["b", "gone"], WORDS) == ["Lao động", "gone"]
    assert lines(Field("d", "date"), "2026-03-01", WORDS) == ["01/03/2026"]
    assert lines(Field("x", "yes_no"), "false", WORDS) == ["Không"]
    stated = Field("no_state_secret", "declaration", choices=(("true", "Đã cam kết"), ("false", "Chưa cam kết")))
    assert lines(stated, "true", WORDS) == ["Đã cam kết"]
    assert lines(Field("tags", "tags"), [{"name": "tôm"}, {"name": "rừng"}], WORDS) == ["tôm, rừng"]
    assert lines(Field("t", "longtext"), "một\nhai", WORDS) == ["một", "hai"]
    assert lines(Field("t", "text"), "", WORDS) == []


def test_rows_are_shown_with_the_names_of_their_columns():
    columns = (Field("id", "hidden"), Field("name", "text", label="Tên"), Field("r", "yes_no", label="Bắt buộc"))
    assert lines(Field("p", "rows", subfields=columns), [{"id": "1", "name": "tu_ngay", "r": "true"}], WORDS) == [
        "Tên: tu_ngay; Bắt buộc: Có"
    ]


def test_saves_in_a_row_by_one_person_are_one_line():
    def entry(at, action, actor):
        return {"at": at, "action": action, "actor": actor}

    save = "camau_working_copy_update"
    found = folded([entry(1, "camau_working_copy_create", "a"), *(entry(at, save, "a") for at in (2, 3, 4)),
                    entry(5, save, "b"), entry(6, "camau_submit", "b"), entry(7, save, "b")])  # fmt: skip
    assert [(line["at"], line["times"], line.get("until")) for line in found] == [
        (1, 1, None), (2, 3, 4), (5, 1, None), (6, 1, None), (7, 1, None),
    ]  # fmt: skip
