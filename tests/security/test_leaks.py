"""Abuse lines 31 to 33, 35 to 40, 42, 43, 45, 46 and 53a: nothing tells of what is not issued."""

from __future__ import annotations

import json

import pytest

from ckan import model

from tests import factories

READERS = ["guest", "other"]


@pytest.fixture
def reader(request, scene):
    """A guest, or an editor of another agency."""
    return None if request.param == "guest" else factories.office("so-noi-vu").editor


def secrets(scene):
    return (scene.hidden_id, scene.hidden_resource, scene.hidden_sha256, "Chưa công bố", "bí ẩn", "chua-cong-bo")


def silent(answer, scene, *, asked=()):
    """Assert that an answer holds nothing of the unissued record but what the caller sent himself."""
    text = answer.get_data(as_text=True)
    text += json.dumps(answer.json, ensure_ascii=False) if answer.is_json else ""
    for secret in secrets(scene):
        assert secret in asked or secret not in text, secret


SEARCHES = [
    {"fq": "+state:draft"},
    {"fq": "+state:(active OR draft OR deleted)"},
    {"include_drafts": True, "include_private": True, "include_deleted": True},
    {"include_private": True, "use_default_schema": True, "fq": "capacity:private"},
    {"q": "*:*", "fq": "-capacity:public", "include_private": True},
]


@pytest.mark.parametrize("reader", READERS, indirect=True)
def test_31_wider_searches_find_nothing_more(api, scene, reader):
    for params in SEARCHES:
        found = api.result("package_search", reader, **params)
        assert {row["id"] for row in found["results"]} <= {scene.public.id}, params
        assert found["count"] == len(found["results"]), params


def test_31_staff_of_the_agency_find_their_own(api, scene):
    found = api.result("package_search", scene.office.editor, include_private=True)
    assert {row["id"] for row in found["results"]} == {scene.public.id, scene.hidden_id}
    other = factories.office("so-noi-vu")
    found = api.result("package_search", other.editor, include_private=True)
    assert {row["id"] for row in found["results"]} == {scene.public.id}


def test_32_only_public_fields_leave_the_index(api, scene):
    for fl in ("data_dict,validated_data_dict,permission_labels,*", ["*"], "data_dict", "extras_source", "[child]"):
        found = api.result("package_search", fl=fl)
        assert [set(row) for row in found["results"]] == [{"name"}], fl
    answer = api("package_search", fl=["title", "notes", "permission_labels", "capacity", "creator_user_id"])
    assert [set(row) for row in answer.json["result"]["results"]] == [{"title", "notes"}]


def test_32_a_whole_result_does_not_name_its_author(api, scene):
    for row in (*api.result("package_search")["results"], api.result("package_show", id=scene.public.id)):
        assert row["title"] == "Dân số xã phường"
        assert "creator_user_id" not in row
        assert "plugin_data" not in row


def test_33_facets_count_what_is_issued(api, scene):
    found = api.result("package_search", **{"facet.field": ["tags", "organization"], "include_private": True})
    assert found["facets"] == {"tags": {"dân số": 1}, "organization": {"so-y-te": 1}}
    for field in ("permission_labels", "creator_user_id", "state"):
        assert api("package_search", **{"facet.field": [field]}).status_code == 400


ORACLES = [
    {"q": "{!lucene}*:*"}, {"q": 'a _query_:"b"'}, {"fq": "{!frange l=0}1"}, {"q": "permission_labels:camau*"},
    {"q": "permission\\_labels:x"}, {"sort": "permission_labels asc"}, {"sort": "field(title) asc"},
    {"qf": "data_dict"}, {"bf": "1"}, {"mm": "1"}, {"wt": "xml"}, {"defType": "lucene"},
    {"facet.limit": "x"}, {"facet.field": "[1"}, {"facet.field": ["permission_labels"]}, {"fq": "title:[a TO"},
]  # fmt: skip


def test_34_oracles_are_refused_without_a_word_of_solr(api, scene):
    for params in [*ORACLES, {"q": "title:((("}, {"q": "notes:[* TO"}, {"q": '"'}]:
        answer = api("package_search", **params)
        assert answer.status_code in ((400,) if params in ORACLES else (200, 400)), (params, answer.status_code)
        text = answer.get_data(as_text=True).lower()
        assert not any(word in text for word in ("solr", "org.apache", "http 4", "syntaxerror", "parse ", "traceback"))


@pytest.mark.parametrize("reader", READERS, indirect=True)
def test_35_tags(api, scene, reader):
    for action, body in (
        ("tag_list", {}), ("tag_list", {"query": "bí"}), ("tag_list", {"query": "bí", "all_fields": True}),
        ("tag_autocomplete", {"query": "bí"}), ("tag_search", {"query": "bí"}), ("vocabulary_list", {}),
    ):  # fmt: skip
        silent(api(action, reader, **body), scene, asked=("bí ẩn",) if "query" in body else ())
    assert api.result("tag_list", reader) == ["dân số"]
    assert api.result("tag_search", reader, query="d") == {
        "count": 1,
        "results": api.result("tag_search", reader, query="dân")["results"],
    }
    missing = api("tag_show", reader, id="không có")
    hidden = api("tag_show", reader, id="bí ẩn")
    assert (hidden.status_code, hidden.json["error"]) == (missing.status_code, missing.json["error"]) or (
        hidden.status_code == missing.status_code == 404
    )


def test_35_tag_of_a_withdrawn_record_is_gone(api, scene):
    make_private(scene.public.id)
    assert api.result("tag_list") == []
    assert api.result("tag_search", query="dân")["count"] == 0
    assert api("tag_show", id="dân số").status_code == 404
    assert api.result("format_autocomplete", q="c") == []


def test_36_autocompletes(api, scene):
    assert api.result("format_autocomplete", q="c") == ["csv"]
    assert [row["name"] for row in api.result("package_autocomplete", q="dan")] in ([scene.public.name], [])
    silent(api("package_autocomplete", q=scene.hidden_id[:8]), scene)
    silent(api("organization_autocomplete", q="so"), scene)


@pytest.mark.parametrize("reader", READERS, indirect=True)
def test_37_lists(api, scene, reader):
    assert api.result("package_list", reader) == [scene.public.name]
    found = api.result("current_package_list_with_resources", reader, limit=10)
    assert [row["id"] for row in found] == [scene.public.id]
    for query in ("name:Bản", "name:nháp", "url:nhap", "hash:a", "format:csv", "id:" + scene.hidden_resource[:6]):
        answer = api("resource_search", reader, query=query)
        silent(answer, scene, asked=(query,))


@pytest.mark.parametrize("reader", READERS, indirect=True)
def test_38_members_and_counts(api, scene, reader):
    rows = api.result("member_list", reader, id=scene.office.id, object_type="package")
    assert [row[0] for row in rows] == [scene.public.id]
    assert reader or all(row[1] != "user" for row in api.result("member_list", id=scene.office.id))
    shown = api.result("organization_show", reader, id=scene.office.id, include_datasets=True)
    assert shown["package_count"] == 1
    assert [row["id"] for row in shown["packages"]] == [scene.public.id]


@pytest.mark.parametrize("reader", READERS, indirect=True)
def test_39_hidden_is_answered_as_missing(api, app, scene, reader):
    none = "00000000-0000-4000-8000-000000000000"
    for action, hidden in (
        ("package_show", scene.hidden_id), ("resource_show", scene.hidden_resource),
        ("resource_view_list", scene.hidden_resource), ("resource_view_show", scene.hidden_resource),
        ("dataset_follower_count", scene.hidden_id), ("am_following_dataset", scene.hidden_id),
        ("follow_dataset", scene.hidden_id), ("unfollow_dataset", scene.hidden_id),
        ("package_relationships_list", scene.hidden_id), ("package_collaborator_list", scene.hidden_id),
    ):  # fmt: skip
        answer, missing = api(action, reader, id=hidden), api(action, reader, id=none)
        assert answer.status_code == missing.status_code == 404, (action, answer.status_code, missing.status_code)
        assert answer.json["error"] == missing.json["error"], action


def test_46_what_is_public_may_be_followed(api, scene):
    someone = scene.office.editor
    assert api.result("dataset_follower_count", id=scene.public.id) == 0
    assert api.result("am_following_dataset", someone, id=scene.public.name) is False
    assert api("follow_dataset", someone, id=scene.public.id).status_code == 200
    assert api.result("am_following_dataset", someone, id=scene.public.name) is True
    assert api("unfollow_dataset", someone, id=scene.public.id).status_code == 200


@pytest.mark.parametrize("reader", READERS, indirect=True)
def test_39_45_pages_and_files_of_hidden_records_are_404(app, scene, reader):
    headers = reader.headers if reader else {}
    for kind in ("dataset", "database"):
        for some_id in (scene.hidden_id, "chua-cong-bo"):
            base = f"/{kind}/{some_id}"
            for path in (
                base, f"/{kind}/groups/{some_id}", f"/{kind}/resources/{some_id}", f"/{kind}/followers/{some_id}",
                f"{base}/resource/{scene.hidden_resource}", f"{base}/resource/{scene.hidden_resource}/download",
                f"{base}/resource/{scene.hidden_resource}/download/x.csv",
            ):  # fmt: skip
                answer = app.get(path, headers=headers, follow_redirects=False)
                missing = app.get(path.replace(some_id, "khong-co"), headers=headers, follow_redirects=False)
                assert answer.status_code == missing.status_code, (path, answer.status_code, missing.status_code)
                assert answer.status_code >= 300, path
                silent(answer, scene, asked=(some_id, scene.hidden_resource))


def test_39_users_are_not_told_apart_from_nobody(api, scene):
    for name in (scene.office.editor.name, "khong-co"):
        assert api("user_show", id=name).status_code == 404
    assert api("user_list").status_code == 403
    assert api("task_status_show", entity_id="x", task_type="y", key="z").status_code == 404
    assert set(api.result("status_show")) & {"extensions", "ckan_version", "error_emails_to"} == set()


def test_42_43_feeds_tell_everybody_the_same(app, scene):
    for path in ("/feeds/dataset.atom", "/feeds/custom.atom?q=*:*", f"/feeds/organization/{scene.office.name}.atom"):
        guests = app.get(path)
        assert scene.public.id in guests.get_data(as_text=True), path
        for who in (scene.office.editor, scene.sysadmin):
            mine = app.get(path, headers=who.headers)
            silent(mine, scene)
            assert mine.status_code == guests.status_code == 200
            assert mine.get_data(as_text=True).count("<entry>") == guests.get_data(as_text=True).count("<entry>")


def test_53a_a_link_to_what_is_not_issued_is_not_shown(api, app, scene):
    """A public service names a rule that is not issued; later it is, and the link appears by itself."""
    rule = factories.working_copy(scene.office, "usage_rule", factories.content("usage_rule", "Quy chế ẩn"))
    service = factories.issued(scene.office, "data_service", "Dịch vụ tra cứu", usage_rules=[rule])
    for answer in (
        api("package_show", id=service.id), api("package_search"), api("package_search", use_default_schema=True),
        api("package_show", id=service.id, use_default_schema=True), api("current_package_list_with_resources"),
        api("organization_show", id=scene.office.id, include_datasets=True),
        app.get(f"/data_service/{service.name}"),
    ):  # fmt: skip
        assert answer.status_code == 200
        text = answer.get_data(as_text=True)
        assert rule not in text
        assert "Quy chế ẩn" not in text
        assert "Quy ch\\u1ebf \\u1ea9n" not in text
    assert not api.result("package_show", id=service.id).get("usage_rules")


def make_private(package_id):
    package = model.Package.get(package_id)
    package.private = True
    model.Session.commit()
