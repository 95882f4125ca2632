"""The schemas as gates, differences and the feed see them."""

from __future__ import annotations

import json

import pytest

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.schemas import licences
from ckanext.camau.schemas.code_lists import code_list, code_list_names
from ckanext.camau.schemas.fields import agency_fields, record_schema


def every_field():
    for record_type in RECORD_TYPES:
        schema = record_schema(record_type)
        for field in [*schema.fields.values(), *schema.resource_fields.values()]:
            yield field
            yield from field.row_fields.values()
    yield from agency_fields().values()


@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_every_type_has_title_code_contact_and_secrecy_statement(record_type):
    required = record_schema(record_type).required
    assert {"title", "code", "contact_name", "contact_email", "no_state_secret"} <= set(required)


def test_every_field_is_named_in_two_languages():
    assert all(field.label_vi and field.label_en for field in every_field())


def test_every_code_list_that_a_field_names_exists():
    named = {field.code_list for field in every_field() if field.code_list}
    assert named <= set(code_list_names())
    assert all(field.code_list for field in every_field() if field.kind in {"choice", "boolean"})


def test_required_fields_name_their_article():
    for record_type in RECORD_TYPES:
        schema = record_schema(record_type)
        assert all(schema.fields[name].legal_basis for name in schema.required)


def test_listed_fields_of_a_dataset_are_those_of_the_open_data_list():
    assert record_schema("dataset").listed == {
        "title", "code", "notes", "theme", "source", "source_databases", "source_items", "update_frequency",
        "license_id",
    }  # fmt: skip


def test_contents_of_the_database_catalogue_are_required_and_listed():
    database = record_schema("database")
    contents = [name for name, field in database.fields.items() if field.legal_basis.startswith("ND47 11(4)")]
    assert {"title", "purpose", "scope", "content_description", "data_sources", "data_items"} <= set(contents)
    assert set(contents) <= database.listed
    assert not database.fields["database_state"].listed


def test_rows_hold_fields_of_their_own():
    items = record_schema("database").fields["data_items"]
    assert items.kind == "rows"
    assert items.row_fields["open_to"].codes == code_list("user_group")


def test_keywords_have_the_name_that_content_gives_them():
    tags = record_schema("dataset").fields["tags"]
    assert (tags.kind, tags.is_list, tags.label()) == ("tags", True, "Từ khóa")


def test_no_field_takes_a_name_that_core_keeps_for_itself():
    own = {"state", "type", "private", "owner_org", "id", "url_type", "groups", "extras"}
    schemas = [record_schema(record_type) for record_type in RECORD_TYPES]
    assert not own & {name for schema in schemas for name in (*schema.fields, *schema.resource_fields)}


def test_unknown_type():
    with pytest.raises(KeyError):
        record_schema("organization")


def test_the_licence_is_in_the_list_and_in_the_register():
    entry = licences.licence("vn-nd47-2020-d18")
    assert entry["title"] == code_list("license").label("vn-nd47-2020-d18")
    assert len(entry["terms_vi"]) == len(entry["terms_en"]) == 5
    assert licences.licence("cc-by") is None
    assert json.loads(licences.PATH.read_text(encoding="utf-8"))


@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_each_field_stands_in_one_part_and_the_files_stand_in_theirs(record_type):
    schema = record_schema(record_type)
    named = [name for part in schema.parts for name in part.fields]
    assert sorted(named) == sorted([*schema.fields, "resources"])
    assert "resources" in next(part.fields for part in schema.parts if part.key == "files")


def test_conditions_name_fields_and_answers_that_exist():
    for record_type in RECORD_TYPES:
        fields = record_schema(record_type).fields
        conditions = [field.required_if for field in fields.values() if field.required_if]
        assert all(set(c.answers) <= set(fields[c.field].codes.codes) for c in conditions)


def test_what_the_law_demands_under_a_condition():
    field = record_schema("database").fields["upgrade_tasks"]
    assert field.demanded({"chapter_iii": "partly"})
    assert not field.demanded({"chapter_iii": "meets"})
    assert not field.demanded({})


def test_a_checklist_has_a_row_for_each_point_of_its_list():
    readiness = record_schema("database").fields["readiness"]
    assert len(readiness.points) == 6
    assert record_schema("database").fields["data_items"].points == ()


def test_references_are_found_in_rows_and_hidden_there():
    schema = record_schema("database")
    content = {"usage_rules": ["a"], "data_items": [{"name": "x"}, {"name": "y", "delivered_by": ["b", "c"]}]}
    assert [(path, id_) for path, _field, id_ in schema.references_in(content)] == [
        ("data_items/1/delivered_by/0", "b"), ("data_items/1/delivered_by/1", "c"), ("usage_rules/0", "a"),
    ]  # fmt: skip
    assert schema.without(content, frozenset({"b", "a"})) == {
        "usage_rules": [], "data_items": [{"name": "x"}, {"name": "y", "delivered_by": ["c"]}],
    }  # fmt: skip
    assert content["data_items"][1]["delivered_by"] == ["b", "c"]
