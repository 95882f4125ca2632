"""The page of a record of each type with every field filled: sections, tables, dictionaries, relations, no codes."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from typing import Any

import pytest

from ckanext.camau.schemas.fields import Field, record_schema
from tests import province
from tests.support.whole_content import whole

TYPES = ("database", "data_service", "usage_rule", "dataset")


@pytest.fixture
def place(clean_portal: Any) -> Any:
    return province.build()


def page_of(app: Any, record_type: str, issued: dict[str, Any]) -> str:
    return app.get(f"/{record_type}/{issued['record_id']}").body


def words_of(body: str) -> list[str]:
    """Return the texts between the tags of the article, without spaces at the ends."""
    article = body[body.index("<article") : body.index("</article>")]
    return [unescape(text).strip() for text in re.split(r"<[^>]*>", article)]


def codes_shown(fields: dict[str, Field], content: dict[str, Any]) -> set[str]:
    """Return the codes of a content that have another name for people."""
    found: set[str] = set()
    for name, field in fields.items():
        value = content.get(name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                found |= codes_shown(dict(field.row_fields), one)
            elif one and field.codes and field.text_of(str(one)) != one:
                found.add(str(one))
    return found


@pytest.mark.parametrize("record_type", TYPES)
def test_every_field_is_on_the_page_in_words(app: Any, place: Any, record_type: str):
    content, extra = whole(record_type)
    resources = [{"name": "Tệp", "sha256": province.upload(place.editor), **extra}]
    body = page_of(app, record_type, place.issued(record_type, **content, resources=resources))
    texts = words_of(body)
    schema = record_schema(record_type)
    elsewhere = {"title_en", "notes", "license_id", "data_items", "contact_name", "contact_phone", "contact_address"}
    for name in set(content) - elsewhere:
        assert schema.fields[name].label() in texts, name
    codes = codes_shown(dict(schema.fields), content) | codes_shown(dict(schema.resource_fields), extra)
    assert codes.intersection(texts) == set()
    assert "None" not in texts
    headings = [int(level) for level in re.findall(r"<h([1-6])[ >]", body[body.index("<article") :])]
    assert all(after <= before + 1 for before, after in pairwise(headings))
    for part in re.findall(r'href="#([^"]+)"', body):
        assert f'id="{part}"' in body, part


def test_records_are_related_both_ways(app: Any, place: Any):
    rule = place.issued("usage_rule")
    items = [
        {"code": "TC01", "name": "Tàu cá", "open_to": ["public"]},
        {"code": "TC02", "name": "Chủ tàu", "default_to": ["department"], "personal_data": "true"},
    ]
    database = place.issued("database", data_items=items, usage_rules=[rule["record_id"]])
    dataset = place.issued("dataset", source_databases=[database["record_id"]], source_items=["TC01"])
    assert "TC01 – Tàu cá" in words_of(page_of(app, "dataset", dataset))
    page = words_of(page_of(app, "database", database))
    assert "Tập dữ liệu mở lấy từ cơ sở dữ liệu này" in page
    assert "Quy chế khai thác, sử dụng dữ liệu được áp dụng" in page
    assert "Có dữ liệu cá nhân" in page
    assert "Cơ sở dữ liệu thuộc phạm vi áp dụng" in words_of(page_of(app, "usage_rule", rule))


def test_what_is_late_or_lacks_rules_says_so_in_words(app: Any, place: Any):
    items = [{"code": "TC01", "name": "Tàu cá", "default_to": ["citizen_business"]}]
    tasks = [{"task": "Nâng cấp", "due": "2020-01-31", "responsible": "Phòng Mẫu"}]
    lacking = {"chapter_iii": "partly", "chapter_iii_note": "Chưa có nhật ký", "upgrade_tasks": tasks}
    database = place.issued("database", data_items=items, usage_rules=[], **lacking)
    page = " ".join(words_of(page_of(app, "database", database)))
    assert "(quá hạn)" in page
    assert "Chưa có quy chế khai thác, sử dụng" in page
