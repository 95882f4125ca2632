"""From the shipped schemas to questions."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ckanext.camau import schemas
from ckanext.camau.forms.fields import Condition, fields_of
from ckanext.camau.forms.parts import ALL, CHECK, beside, lacks, parts_of, shown_on, step_of
from ckanext.camau.forms.problems import Shown, anchor, at, still_true
from ckanext.camau.schemas.fields import _presets

FOLDER = Path(schemas.__file__).parent


def schema(name):
    source = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    for part in ("dataset_fields", "resource_fields"):
        source[part] = [{**_presets().get(item.get("preset", ""), {}), **item} for item in source[part]]
        for item in source[part]:
            if "repeating_subfields" in item:
                item["repeating_subfields"] = [
                    {**_presets().get(sub.get("preset", ""), {}), **sub} for sub in item["repeating_subfields"]
                ]
    return source


def fields(name):
    return fields_of(
        schema(name), lambda raw: [(raw.get("code_list", ""), "x")], lambda text: text["vi"] if text else ""
    )


@pytest.mark.parametrize("name", ["dataset", "database", "data_service", "usage_rule"])
def test_every_question_has_a_label_and_a_part(name):
    found = fields(name)
    assert all(field.label for field in found if field.kind not in ("hidden", "rows"))
    parts = parts_of(schema(name), found, str)
    assert {field.name for part in parts for field in part.fields} == {field.name for field in found}
    assert all(field.part == part.key for part in parts for field in part.fields)


def test_kinds_of_questions():
    kinds = {field.name: field.kind for field in fields("dataset")}
    assert kinds["notes"] == "longtext"
    assert kinds["theme"] == kinds["places"] == "choices"
    assert kinds["license_id"] == "choice"
    assert kinds["period_start"] == "date"
    assert kinds["tags"] == "tags"
    assert kinds["no_state_secret"] == "declaration"
    assert kinds["resources"] == "rows"
    kinds = {field.name: field.kind for field in fields("data_service")}
    assert kinds["parameters"] == "rows"
    assert kinds["usage_rules"] == "references"
    assert kinds["via_lgsp"] == "yes_no"
    assert kinds["conforms_to"] == "texts"


def test_the_matrix_of_items_and_user_groups():
    items = next(field for field in fields("database") if field.name == "data_items")
    assert [column.name for column in items.matrix] == ["open_to", "default_to", "special_to"]


def layouts(name):
    return {field.name: field.layout for field in fields(name) if field.kind == "rows"}


def test_how_rows_are_laid_out():
    assert layouts("database") == {
        "data_sources": "table", "data_items": "matrix", "readiness": "checklist", "upgrade_tasks": "table",
        "administrative_procedures": "table", "legal_bases": "table", "resources": "cards",
    }  # fmt: skip
    assert layouts("data_service")["parameters"] == "table"
    assert layouts("usage_rule")["data_validity"] == "checklist"
    files = next(field for field in fields("dataset") if field.name == "resources")
    assert {sub.name: sub.kind for sub in files.subfields}["dictionary"] == "carried"


def test_what_is_demanded_only_sometimes():
    place = next(field for field in fields("database") if field.name == "hosting_place")
    assert place.condition == Condition("hosting", ("elsewhere",))
    assert not place.required


def test_the_way_through_the_steps():
    parts = parts_of(schema("database"), fields("database"), str)
    first, last = parts[0].key, parts[-1].key
    assert step_of(parts, None) == step_of(parts, "nonsense") == first
    assert beside(parts, first) == ("", parts[1].key)
    assert beside(parts, last) == (parts[-2].key, CHECK)
    assert beside(parts, CHECK) == (last, "")
    assert [part.key for part in shown_on(parts, "items")] == ["items"]
    assert shown_on(parts, ALL) == parts
    assert shown_on(parts, CHECK) == []


def test_each_step_tells_what_it_lacks():
    parts = parts_of(schema("database"), fields("database"), str)
    found = lacks(
        parts, [Shown("f-data_items-3", "x", field="data_items"), Shown("f-x", "y", field="x", blocking=False)]
    )
    assert [problem.anchor for problem in found["items"]] == ["f-data_items-3"]
    assert sum(map(len, found.values())) == 1


def test_problems_lead_to_inputs():
    assert anchor("resources/0/url") == "f-resources-0-url"
    data = {"resources": [{"url": "x"}]}
    problem = {"path": "resources/0/url"}
    assert at(data, ["resources", "0", "url"]) == "x"
    assert still_true([problem], data, data) == [problem]
    assert still_true([problem], data, {"resources": [{"url": "y"}]}) == []
