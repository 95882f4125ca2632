"""Each gate on a content that passes, and on one that does not."""

import pytest

from ckanext.camau.schemas.fields import record_schema
from ckanext.camau.workflow import gates
from ckanext.camau.workflow.problems import Facts, Reference, Subject

GOOD = Facts(focal_officer=True, files=frozenset({"a" * 64}))
FILE = {"id": "r", "name": "Tệp", "format": "CSV", "mimetype": "text/csv", "sha256": "a" * 64}
STATEMENTS = {"no_state_secret": "true", "privacy_statement": "true"}


def found(type_, content, facts=GOOD):
    problems = gates.run(Subject(type_, content, record_schema(type_), facts))
    return {(p.gate, p.path) for p in problems if p.gate not in {"required", "recommended"}}


def test_a_dataset_with_an_open_file_passes():
    assert found("dataset", {**STATEMENTS, "resources": [FILE]}) == set()


def test_every_required_field_is_named_with_its_article():
    problems = gates.run(Subject("database", {}, record_schema("database"), GOOD))
    missing = {p.field: p for p in problems if p.gate == "required"}
    law = {"title", "purpose", "scope", "content_description", "collection_mechanism", "update_mechanism",
           "data_sources", "data_items"}  # fmt: skip
    assert law <= set(missing)
    assert all("11(4)" in missing[name].legal_basis for name in law)


def test_a_missing_value_in_a_row_names_the_row():
    content = {"parameters": [{"name": "a", "data_type": "string"}, {"data_type": "string"}]}
    problems = gates.run(Subject("data_service", content, record_schema("data_service"), GOOD))
    row = next(p for p in problems if p.path == "parameters/1/name")
    assert row.message.values["row"] == "2"


@pytest.mark.parametrize(
    ("content", "gate", "path"),
    [
        ({**STATEMENTS, "no_state_secret": ""}, "no_state_secret", "no_state_secret"),
        ({**STATEMENTS, "privacy_statement": "false"}, "privacy", "privacy_statement"),
        ({**STATEMENTS, "resources": [{"id": "r", "name": "x"}]}, "files", "resources/0/url"),
        ({**STATEMENTS, "resources": [{"id": "r", "url": "http://"}]}, "files", "resources/0/url"),
        ({**STATEMENTS, "resources": [{"id": "r", "url": "file:///etc/passwd"}]}, "files", "resources/0/url"),
        ({**STATEMENTS, "resources": [{"id": "r", "url": "javascript:alert(1)"}]}, "files", "resources/0/url"),
        ({**STATEMENTS, "resources": [{**FILE, "sha256": "b" * 64}]}, "files", "resources/0/url"),
        ({**STATEMENTS, "resources": [{**FILE, "mimetype": "application/octet-stream"}]}, "open_format", "resources"),
    ],
)
def test_datasets(content, gate, path):
    assert (gate, path) in found("dataset", {"resources": [FILE], **content})


def test_a_service_is_enough_for_open_data():
    facts = Facts(focal_officer=True, served_by_issued_service=True)
    assert found("dataset", STATEMENTS, facts) == set()


def test_no_focal_officer():
    facts = Facts(files=GOOD.files)
    assert ("focal_officer", "owner_org") in found("dataset", {**STATEMENTS, "resources": [FILE]}, facts)


@pytest.mark.parametrize(
    "item",
    [
        {"name": "A"},
        {"name": "A", "open_to": ["public"], "special_to": ["public"]},
    ],
)
def test_the_matrix_of_items_and_user_groups(item):
    assert ("data_items", "data_items/0") in found("database", {**STATEMENTS, "data_items": [item]})


def test_one_item_may_be_shared_in_two_ways_with_two_groups():
    item = {"code": "1", "name": "A", "open_to": ["public"], "default_to": ["state_agency"]}
    assert not any(gate == "data_items" for gate, _ in found("database", {**STATEMENTS, "data_items": [item]}))


def test_a_service_beside_lgsp_says_why():
    content = {**STATEMENTS, "via_lgsp": "false"}
    problems = gates.run(Subject("data_service", content, record_schema("data_service"), GOOD))
    assert [p.blocking for p in problems if p.path == "no_lgsp_reason"] == [True]


RULE = {"r": Reference("usage_rule", issued=True)}


@pytest.mark.parametrize(
    ("references", "blocked"),
    [
        ({}, True),
        ({"r": Reference("usage_rule", issued=False)}, True),
        ({"r": Reference("usage_rule", issued=True, in_force=False)}, True),
        ({"r": Reference("dataset", issued=True)}, True),
        (RULE, False),
    ],
)
def test_rules_in_force_block_a_service(references, blocked):
    facts = Facts(focal_officer=True, references=references)
    content = {**STATEMENTS, "usage_rules": ["r"]}
    problems = gates.run(Subject("data_service", content, record_schema("data_service"), facts))
    assert any(p.gate == "rules_in_force" and p.blocking for p in problems) is blocked


def test_missing_rules_are_only_reported_for_a_database():
    content = {**STATEMENTS, "data_items": [{"code": "1", "name": "A", "default_to": ["state_agency"]}]}
    problems = gates.run(Subject("database", content, record_schema("database"), GOOD))
    assert [p.blocking for p in problems if p.gate == "rules_in_force"] == [False]


def test_a_code_once_issued_stays():
    facts = Facts(focal_officer=True, fixed_code="A-1", files=GOOD.files)
    assert ("identity", "code") in found("dataset", {**STATEMENTS, "code": "A-2", "resources": [FILE]}, facts)
    assert found("dataset", {**STATEMENTS, "code": "A-1", "resources": [FILE]}, facts) == set()


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ({"title": "a" * 301}, "title"),
        ({"notes": "a" * 100_001}, "notes"),
        ({"resources": [{**FILE, "url": "https://a.vn/" + "a" * 2_000}]}, "resources/0/url"),
    ],
)
def test_nothing_is_too_long_for_lists_and_index(content, path):
    assert ("lengths", path) in found("dataset", {**STATEMENTS, "resources": [FILE], **content})


@pytest.mark.parametrize(
    ("start", "end", "reversed_"),
    [("2026-05", "2025", True), ("2026-03-01", "2025", True), ("2025", "2025-06", False), ("2025-06", "", False),
     ("", "2025", False), ("2025-12-31", "2026-01", False)],
)  # fmt: skip
def test_a_period_does_not_end_before_it_begins(start, end, reversed_):
    content = {**STATEMENTS, "resources": [{**FILE, "period_start": start, "period_end": end}]}
    assert (("period", "resources/0/period_end") in found("dataset", content)) is reversed_


@pytest.mark.parametrize("url", ["https://a.vn/x.csv https://b.vn/y.csv", "https://a.vn/a|b <x>.csv"])
def test_an_address_is_one_address(url):
    problems = gates.run(
        Subject("dataset", {**STATEMENTS, "resources": [{"id": "r", "name": "A", "url": url}]},
                record_schema("dataset"), GOOD)
    )  # fmt: skip
    (problem,) = [p for p in problems if p.gate == "files"]
    assert "without blanks" in problem.message.msgid
    assert problem.label == record_schema("dataset").resource_fields["url"].label_vi


def test_what_the_validators_say_of_a_row_names_the_row_and_its_column():
    facts = Facts(focal_officer=True, validation=(("data_sources/1/name", "sai"),))
    problems = gates.run(Subject("database", {}, record_schema("database"), facts))
    (problem,) = [p for p in problems if p.gate == "valid"]
    assert problem.message.values["row"] == "2"


def test_whoever_answers_a_checklist_answers_all_of_it():
    rows = [{"point": "direct_identifiers", "result": "none"}]
    problems = gates.run(Subject("dataset", {"privacy_checklist": rows}, record_schema("dataset"), GOOD))
    open_points = next(p for p in problems if p.path == "privacy_checklist")
    assert open_points.blocking
    assert "khi kết hợp" in open_points.message.values["points"]


def test_personal_data_that_is_left_blocks_and_a_method_is_named():
    rows = [{"point": "direct_identifiers", "result": "present"}, {"point": "combination", "result": "removed"}]
    content = {**STATEMENTS, "resources": [FILE], "privacy_checklist": rows, "deidentification_method": ["not_needed"]}
    assert {("privacy", "privacy_checklist/0/result"), ("privacy", "deidentification_method")} <= found(
        "dataset", content
    )


@pytest.mark.parametrize(("state", "missing"), [("partly", True), ("not", True), ("meets", False)])
def test_a_database_that_does_not_meet_chapter_iii_has_upgrade_tasks(state, missing):
    problems = gates.run(Subject("database", {"chapter_iii": state}, record_schema("database"), GOOD))
    assert any(p.field == "upgrade_tasks" and p.blocking for p in problems) is missing


def test_items_without_a_code_are_no_twins():
    items = [{"name": "A", "open_to": ["public"]}, {"name": "B", "open_to": ["public"]}]
    assert found("database", {**STATEMENTS, "data_items": items}) == set()


def test_an_item_that_no_named_database_has_is_reported():
    content = {"serves_databases": ["d"], "serves_items": ["HM01", "hm02"]}
    facts = Facts(item_codes=frozenset({"hm02"}), references={"d": Reference("database", issued=False)})
    problems = gates.run(Subject("data_service", content, record_schema("data_service"), facts))
    reported = [p for p in problems if p.gate == "items_exist"]
    assert [(p.message.values["code"], p.blocking) for p in reported] == [("HM01", False)]


def test_a_record_named_in_a_row_must_exist_and_be_of_a_fitting_type():
    items = [{"name": "A", "open_to": ["public"], "delivered_by": ["s", "r", "x"]}]
    facts = Facts(
        focal_officer=True,
        references={"s": Reference("data_service", issued=False), "r": Reference("usage_rule", issued=True)},
    )
    problems = gates.run(Subject("database", {**STATEMENTS, "data_items": items}, record_schema("database"), facts))
    assert [p.path for p in problems if p.gate == "references"] == ["data_items/0/delivered_by"] * 2


def test_rules_replace_one_earlier_set_and_never_themselves():
    for named, wrong in ((["a", "b"], True), (["me"], True), (["a"], False)):
        facts = Facts(references={key: Reference("usage_rule", issued=True) for key in named})
        problems = gates.run(
            Subject("usage_rule", {"replaces_rule": named}, record_schema("usage_rule"), facts, record_id="me")
        )
        assert any(p.gate == "one_predecessor" for p in problems) is wrong


def test_an_item_with_personal_data_is_not_open():
    items = [{"name": "Chủ tàu", "open_to": ["public"], "personal_data": "true"}]
    assert found("database", {**STATEMENTS, "data_items": items}) == {("personal_items", "data_items/0")}


@pytest.mark.parametrize(
    ("units", "places", "told"),
    [
        ("since_2025_07", ["31825", "old-31813"], True),
        ("before_2025_07", ["96"], True),
        ("before_2025_07", ["old-31813"], False),
        ("both", ["96", "old-31813"], False),
    ],
)
def test_places_are_of_the_units_that_the_data_uses(units, places, told):
    content = {**STATEMENTS, "resources": [FILE], "place_code_set": units, "places": places}
    assert (("places", "places") in found("dataset", content)) is told


def test_servers_elsewhere_are_reported_and_explained():
    problems = gates.run(Subject("database", {"hosting": "elsewhere"}, record_schema("database"), GOOD))
    told = {p.field: p.blocking for p in problems}
    assert told["hosting"] is False
    assert told["hosting_reason"] is told["hosting_place"] is True


def test_a_note_at_a_place_hides_no_fault_there():
    facts = Facts(focal_officer=True, similar_titles=("Tàu cá",), validation=(("title", "Ký tự lạ"),))
    problems = gates.run(Subject("database", {"title": "Tàu cá"}, record_schema("database"), facts))
    assert {(p.gate, p.blocking) for p in problems if p.path == "title"} == {("valid", True), ("similar_titles", False)}


def test_a_service_without_technical_documents_is_told_so():
    def told(content):
        problems = gates.run(Subject("data_service", content, record_schema("data_service"), GOOD))
        return [p.blocking for p in problems if p.gate == "technical_documents"]

    assert told({}) == [False]
    assert told({"exchange_structure_url": "https://example.vn/a.xsd"}) == told({"resources": [FILE]}) == []
