"""The register as delivered: complete, in force when it should be; and what an edit may say."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

from ckanext.camau.legal import basis, checks, seed, usage
from ckanext.camau.legal.register import Register, delivered
from ckanext.camau.schemas import list_index
from ckanext.camau.schemas.code_lists import code_list_names
from ckanext.camau.workflow.gates import GATES, LAW
from ckanext.camau.workflow.transitions import TRANSITIONS

REGISTER = delivered()
PACKAGE = Path(checks.__file__).parents[1]


def in_code():
    """Every ``legal_basis="…"`` in the modules that hold gates and steps."""
    for path in (PACKAGE / "workflow").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "legal_basis" and isinstance(node.value, ast.Constant):
                yield f"{path.name}:{node.value.lineno}", node.value.value


def test_every_basis_that_fields_steps_gates_and_lists_state_has_an_entry():
    stated = [*usage.stated(), *in_code()]
    assert len(stated) > 100
    assert {place: REGISTER.missing(text) for place, text in stated if REGISTER.missing(text)} == {}


def test_the_gates_say_themselves_what_their_problems_cite():
    assert set(LAW) <= {gate.name for gate in GATES}
    of_gates = {key.key for _title, text in LAW.values() for key in basis.parse(text)}
    cited = {key.key for place, text in in_code() if place.startswith("checks_") for key in basis.parse(text)}
    assert cited
    assert cited <= of_gates


def test_every_deadline_of_a_step_is_a_term():
    deadlines = {row.deadline for row in TRANSITIONS if row.deadline}
    assert deadlines
    for name in deadlines:
        assert REGISTER.term(name, date(2026, 11, 25)).term == name


@pytest.mark.parametrize("kind", seed.KINDS)
def test_every_delivered_entry_could_be_stored_as_it_is(kind):
    for key, data in seed.entries(kind).items():
        assert checks.problems(kind, key, data, REGISTER) == {}, key


def test_every_list_of_the_index_exists_once():
    lists = [entry.list for entry in list_index.entries()]
    assert set(lists) <= set(code_list_names())
    assert len(set(lists)) == len(lists)
    assert list_index.legal_basis_of("sharing_method") == "ND47 23(1); D32 6(2)"
    assert list_index.legal_basis_of("yes_no") == ""


@pytest.mark.parametrize(
    ("key", "day", "holds"),
    [
        ("ND47", date(2020, 5, 24), False),
        ("ND47", date(2020, 5, 25), True),
        ("ND47", date(2025, 10, 21), True),
        ("ND47", date(2025, 10, 22), False),
        ("ND47 17(1)(đ)", date(2025, 8, 18), True),
        ("ND47 17(1)(đ)", date(2025, 8, 19), False),
        ("ND47 25(1)", date(2025, 10, 21), True),
        ("ND47 25(1)", date(2025, 10, 22), False),
        ("D32 9(3)", date(2026, 11, 25), True),
        ("ND278/2025 23(2)", date(2025, 10, 22), True),
    ],
)
def test_in_force_on_a_day(key, day, holds):
    assert REGISTER.in_force(key, day) is holds


def test_what_took_its_place():
    assert REGISTER.successor("ND47") == "ND278/2025"
    assert REGISTER.successor("ND47 18(4)") == "ND194/2025"
    assert REGISTER.successor("ND47 25(1)") == "ND278/2025"


def test_articles_stand_in_vietnamese_order():
    points = [key for key in REGISTER.of_document("ND47") if key.startswith("ND47 17(1)(")]
    assert [key[-2] for key in points] == ["a", "b", "c", "d", "đ", "e", "g", "h"]
    keys = REGISTER.of_document("ND47")
    assert keys.index("ND47 7") < keys.index("ND47 7(2)") < keys.index("ND47 11")


@pytest.mark.parametrize(
    ("name", "day", "amount", "unit"),
    [
        ("connection_request", date(2025, 8, 18), 5, "working_day"),
        ("connection_request", date(2025, 8, 19), 2, "working_day"),
        ("service_publish", date(2026, 11, 25), 1, "working_day"),
        ("service_update", date(2026, 11, 25), None, "immediately"),
        ("open_list_review", date(2026, 11, 25), 6, "month"),
        ("open_data_update", date(2026, 11, 25), 3, "month"),
        ("default_list_review", date(2026, 11, 25), 6, "month"),
        ("planned_outage_notice", date(2026, 11, 25), 7, "working_day"),
        ("violation_notice", date(2026, 11, 25), 1, "day"),
        ("obstacle_provider", date(2026, 11, 25), 7, "working_day"),
        ("obstacle_it_unit", date(2026, 11, 25), 7, "working_day"),
    ],
)
def test_terms(name, day, amount, unit):
    found = REGISTER.term(name, day)
    assert (found.amount, found.unit) == (amount, unit)


def test_a_date_of_every_year_and_no_such_term():
    assert REGISTER.term("annual_data_check", date(2026, 1, 1)).fixed == (12, 31)
    with pytest.raises(KeyError):
        REGISTER.term("connection_request", date(2019, 1, 1))


def problems(kind, key, /, **changes):
    known = {"document": "ND47", "provision": "ND47 25(1)", "term": "connection_request-2"}[kind]
    return set(checks.problems(kind, key, {**seed.entries(kind)[known], **changes}, REGISTER))


@pytest.mark.parametrize(
    ("kind", "key", "changes", "fields"),
    [
        ("document", "ND999/2026", {}, set()),
        ("document", "Nghị định", {}, {"key"}),
        ("document", "ND47 1", {}, {"key"}),
        ("document", "ND47", {"title": "", "number": "", "kind": "edict"}, {"title", "number", "kind"}),
        ("document", "ND47", {"valid_from": "2025-02-30", "date": "1/2/2025"}, {"valid_from", "date"}),
        ("document", "ND47", {"valid_to": "2020-05-24"}, {"valid_to"}),
        ("document", "ND47", {"replaced_by": "ND47"}, {"replaced_by"}),
        ("document", "ND47", {"replaced_by": "ND1/1999"}, {"replaced_by"}),
        ("provision", "ND1/1999 2", {}, {"key"}),
        ("provision", "ND47 99", {"cited_by": "khoản 1"}, {"cited_by"}),
        ("provision", "ND47 25(1)", {"summary": ""}, {"summary"}),
        ("term", "connection_request-2", {"value": "0"}, {"value"}),
        ("term", "connection_request-2", {"value": "²"}, {"value"}),
        ("term", "connection_request-2", {"value": "", "unit": "immediately"}, set()),
        ("term", "connection_request-2", {"value": "31/4", "unit": "fixed_date"}, {"value"}),
        ("term", "connection_request-2", {"value": "2", "unit": "hour"}, {"unit"}),
        ("term", "connection_request-2", {"valid_from": "2025-08-18"}, {"valid_from"}),
        ("term", "connection_request-3", {"valid_from": "2027-01-01"}, {"valid_from"}),
        ("term", "connection_request-2", {"legal_basis": "ND47 35(9)"}, {"legal_basis"}),
    ],
)
def test_an_edit_is_judged_field_by_field(kind, key, changes, fields):
    assert problems(kind, key, **changes) == fields


def test_uses_name_fields_once_and_terms():
    found = usage.by_key(REGISTER.terms)
    assert [use.kind for use in found["ND47 49(1)"]] == ["term"]
    contact = [use for use in found["ND47 7(2)"] if use.kind == "field"]
    assert len({(use.vi, use.en) for use in contact}) == len(contact)
    assert any(use.kind == "code_list" for use in found["ND47 23(1)"])
    assert any(use.vi == "camau_approve" for use in found["ND47 25(1)"])


def test_a_provision_ends_with_its_document():
    documents = {"ND1": {"valid_from": "2020-01-01", "valid_to": "2021-01-01", "replaced_by": ""}}
    provisions = {"ND1 2": {"valid_from": "", "valid_to": "2022-01-01", "replaced_by": ""}}
    assert not Register(documents, provisions, {}).in_force("ND1 2", date(2021, 6, 1))
    assert basis.one("ND1 2").document == "ND1"
