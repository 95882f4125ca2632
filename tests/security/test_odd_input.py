"""Input of a kind that no action expects is answered as bad input, never as a failure of the portal."""

from __future__ import annotations

import json

import pytest

ODD = (["a"], {"a": 1}, 5, True, "\u0000", "a\u0000b", "\ud800")

BY_ID = (
    "package_show", "resource_show", "organization_show", "group_show", "member_list", "user_show", "tag_show",
    "dataset_follower_count", "package_relationships_list", "vocabulary_show", "group_package_show", "file_show",
    "organization_follower_count", "resource_view_list", "resource_view_show", "status_show", "task_status_show",
    "group_list_authz", "organization_list_for_user", "api_token_list", "dcat_dataset_show",
    "scheming_dataset_schema_show",
)  # fmt: skip

OTHERS = (
    ("tag_list", {"query": ["a"]}), ("tag_list", {"query": {"a": 1}}), ("tag_list", {"query": 5}),
    ("tag_list", {"query": "\u0000"}), ("tag_list", {"vocabulary_id": ["a"]}), ("tag_search", {"query": "\u0000"}),
    ("tag_search", {"query": {"a": 1}}), ("tag_autocomplete", {"query": ["a"]}), ("tag_autocomplete", {"q": {"a": 1}}),
    ("format_autocomplete", {"q": "c", "limit": "x"}), ("format_autocomplete", {"q": ["c"]}),
    ("format_autocomplete", {"q": "\u0000"}), ("package_autocomplete", {"q": ["c"]}),
    ("package_autocomplete", {"q": "c", "limit": "x"}), ("organization_autocomplete", {"q": {"a": 1}}),
    ("organization_autocomplete", {"q": "c", "limit": "x"}), ("group_autocomplete", {"q": "\u0000"}),
    ("package_search", {"q": "\u0000"}), ("package_search", {"fq": ["\u0000"]}), ("resource_search", {"query": 5}),
    ("resource_search", {"query": "name:\u0000"}), ("organization_list", {"organizations": "\u0000"}),
    ("organization_list", {"organizations": 5}), ("organization_list", {"limit": "x"}),
    ("organization_list", {"sort": {"a": 1}}),
    ("organization_list", {"sort": "title \ud800"}), ("package_list", {"limit": "x"}), ("help_show", {"name": ["a"]}),
    ("current_package_list_with_resources", {"limit": ["x"]}), ("member_list", {"id": "so-y-te", "object_type": ["a"]}),
    ("member_list", {"id": "so-y-te", "capacity": {"a": 1}}),
)  # fmt: skip


def cases():
    for action in BY_ID:
        for odd in ODD:
            yield action, {"id": odd}
    yield from OTHERS


@pytest.mark.parametrize("who", ["guest", "head"])
def test_no_odd_input_breaks_an_action(api, scene, who):
    broken = []
    for action, body in cases():
        answer = api(action, scene.office.head if who == "head" else None, **body)
        if answer.status_code >= 500:
            broken.append((action, body, answer.status_code))
    assert broken == []


def test_the_answer_names_the_field_in_vietnamese(api, scene):
    answer = api("package_show", None, id=["a"])
    assert answer.status_code == 409
    assert answer.json["success"] is False
    assert answer.json["error"]["__type"] == "Validation Error"
    assert answer.json["error"]["id"] == ["Phải là một chuỗi ký tự."]
    told = api("organization_show", None, id="a\u0000").json["error"]["id"]
    assert told == ["Có ký tự không dùng được: hãy xóa rồi nhập lại."]
    assert api("tag_list", None, query=["a"]).json["error"]["query"] == ["Phải là một chuỗi ký tự."]


def test_addresses_and_forms_are_looked_at_too(app, scene):
    for query in ("id=a&id=b", "id=%00", "id=a%00b"):
        assert app.get(f"/api/3/action/package_show?{query}").status_code == 409
        assert app.get(f"/api/action/resource_show?{query}").status_code == 409
    asked = json.dumps({"id": ["a"]})
    assert app.post("/api/3/action/package_show", data={asked: "1"}).status_code == 409
    assert app.post("/api/3/action/package_show", data={"id": "\u0000"}).status_code == 409
    deep = '{"id": ' + "[" * 100_000 + "]" * 100_000 + "}"
    answer = app.post("/api/3/action/package_show", data=deep, content_type="application/json")
    assert answer.status_code == 409
    assert app.get(f"/api/3/action/package_show?id={scene.public.name}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/dataset/a%00b", "/organization/a%00b", "/user/a%00b", "/api/3/action/package_show/a%00b"]
)
def test_pages_do_not_break_on_a_nul(app, scene, path):
    assert app.get(path).status_code in (302, 400, 404)
