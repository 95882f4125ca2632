from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import ckanext.camau
from ckanext.camau.feed import describe, mapping, vocabulary

ROOT = Path(ckanext.camau.__file__).parents[2]


def _fields(record_type, kind):
    schema = yaml.safe_load((ROOT / f"ckanext/camau/schemas/{record_type}.yaml").read_text(encoding="utf-8"))
    return {field["field_name"] for field in schema[kind]} | {"tags", "resources", "id"}


@pytest.mark.parametrize("record_type", ["dataset", "data_service"])
def test_the_table_names_only_fields_that_the_schema_has(record_type):
    rules = mapping.RECORDS[record_type][1]
    named = {field for rule in rules for field in rule.fields if not field.startswith("@")}
    assert named <= _fields(record_type, "dataset_fields")


def test_the_table_of_files_names_only_fields_of_files():
    named = {field for rule in mapping.DISTRIBUTION for field in rule.fields if not field.startswith("@")}
    assert named <= _fields("dataset", "resource_fields")


def test_every_property_is_of_a_known_vocabulary():
    for rules in mapping.TABLES.values():
        for rule in rules:
            assert vocabulary.split(rule.predicate)[0] in vocabulary.PREFIXES


@pytest.mark.parametrize(("name", "table"), list(describe.tables()))
def test_the_documentation_holds_the_table(name, table):
    assert table in (ROOT / "docs/feed-mapping.md").read_text(encoding="utf-8"), name
