"""What differs between two contents, row by row."""

from __future__ import annotations

from typing import Any

from ckanext.camau.catalogue.diff import changes
from ckanext.camau.schemas.fields import record_schema

NAMES = {"resources": "Tệp", "size": "Dung lượng", "sha256": "SHA-256", "name": "Tên", "r1": "Quy chế một"}


def rows(before: dict[str, Any], after: dict[str, Any], type_: str = "database") -> list[dict[str, Any]]:
    (change,) = changes(before, after, record_schema(type_), NAMES)
    return [dict(row) for row in change["rows"]]


def item(code: str, name: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": name, **more}


def test_rows_are_matched_by_code_wherever_they_stand():
    before = {"data_items": [item("01", "Tàu"), item("02", "Chủ tàu"), item("03", "Bến")]}
    after = {"data_items": [item("04", "Cảng"), item("02", "Chủ tàu cá", open_to=["public"]), item("01", "Tàu")]}
    removed, added, changed = rows(before, after)
    assert (removed["change"], removed["key"], removed["cells"][1]["before_text"]) == ("removed", "03", "Bến")
    assert (added["change"], added["key"], added["cells"][1]["after_text"]) == ("added", "04", "Cảng")
    fields = record_schema("database").fields["data_items"].row_fields
    assert changed["change"] == "changed"
    assert [(cell["label"], cell["before_text"], cell["after_text"]) for cell in changed["cells"]] == [
        (fields["name"].label_vi, "Chủ tàu", "Chủ tàu cá"),
        (fields["open_to"].label_vi, "", fields["open_to"].text_of("public")),
    ]


def test_another_order_is_told_only_when_nothing_else_differs():
    one, two = item("01", "Tàu"), item("02", "Chủ tàu")
    assert [row["change"] for row in rows({"data_items": [one, two]}, {"data_items": [two, one]})] == ["moved"]
    changed = rows({"data_items": [one, two]}, {"data_items": [two, item("01", "Tàu cá")]})
    assert [row["change"] for row in changed] == ["changed"]


def test_rows_of_the_same_key_match_by_their_place():
    before = {"legal_bases": [{"document": "ND47", "article": "11"}, {"document": "ND47", "article": "25"}]}
    after = {"legal_bases": [{"document": "ND47", "article": "11"}, {"document": "ND47", "article": "27"}]}
    (row,) = rows(before, after)
    assert [(cell["before_text"], cell["after_text"]) for cell in row["cells"]] == [("25", "27")]


def test_a_file_is_known_by_its_id_and_its_dictionary_is_compared_by_column():
    column = {"column": "a", "type": "text"}
    file = {"id": "f", "name": "Bảng", "size": 10, "sha256": "aa", "dictionary": [column]}
    after = {**file, "sha256": "bb", "dictionary": [{**column, "type": "integer"}, {"column": "b"}]}
    (row,) = rows({"resources": [file]}, {"resources": [after]}, "dataset")
    assert (row["key"], row["change"]) == ("Bảng", "changed")
    hashes = [(cell["before_text"], cell["after_text"]) for cell in row["cells"] if not cell["rows"]]
    assert hashes == [("aa", "bb")]
    (within,) = [cell["rows"] for cell in row["cells"] if cell["rows"]]
    assert [(one["change"], one["key"]) for one in within] == [("changed", "a"), ("added", "b")]


def test_references_by_title_and_keywords_by_name():
    (row,) = rows({"usage_rules": []}, {"usage_rules": ["r1"]})
    assert (row["change"], row["key"]) == ("added", "Quy chế một")
    (row,) = rows({"tags": [{"name": "a"}, {"name": "b"}]}, {"tags": [{"name": "b"}]})
    assert (row["change"], row["key"]) == ("removed", "a")
