"""From the shipped schemas to questions."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ckanext.camau import schemas
from ckanext.camau.forms.fields import fields_of
from ckanext.camau.forms.problems import anchor, at, still_true
from ckanext.camau.forms.sections import parts_of
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
    assert {field.name for part in parts_of(found) for field in part.fields} == {field.name for field in found}


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


def test_problems_lead_to_inputs():
    assert anchor("resources/0/url") == "f-resources-0-url"
    data = {"resources": [{"url": "x"}]}
    problem = {"path": "resources/0/url"}
    assert at(data, ["resources", "0", "url"]) == "x"
    assert still_true([problem], data, data) == [problem]
    assert still_true([problem], data, {"resources": [{"url": "y"}]}) == []
