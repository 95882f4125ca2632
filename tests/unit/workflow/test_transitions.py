"""The table of transitions: every role × state × action of the working copies, decided by hand here."""

import itertools

import pytest

from ckanext.camau.const import AGENCY_ROLES, PORTAL_ROLES, RECORD_TYPES
from ckanext.camau.workflow.permission import Actor, Case, HeldRole, allowed
from ckanext.camau.workflow.states import COPY_STATE_NAMES, RECORD_STATE_NAMES
from ckanext.camau.workflow.transitions import TRANSITIONS

ORG = "agency"
EDITION_TYPES = {"dataset", "database"}
SAVE, DISCARD = "camau_working_copy_update", "camau_working_copy_discard"
EDITING = {SAVE, DISCARD, "camau_submit"}

#: (role, state) → actions, for every type; the rest of the matrix is empty.
COPIES = {
    ("editor", "draft"): EDITING,
    ("editor", "returned"): EDITING,
    ("editor", "submitted"): {"camau_recall"},
    ("agency_head", "submitted"): {"camau_approve", "camau_return"},
}
#: The same for what goes by an edition.
EDITION_ROUTE = {
    ("focal_point", "approved"): {"camau_appraise", "camau_return"},
    ("focal_point", "appraised"): {"camau_return", "camau_edition_update"},
    ("focal_point", "scheduled"): {"camau_return", "camau_edition_update", "camau_edition_discard"},
    ("issuing_clerk", "scheduled"): {"camau_edition_issue"},
}
RECORDS = {
    ("agency_head", "data_service", "issued"): {"camau_record_suspend", "camau_record_withdraw"},
    ("agency_head", "data_service", "suspended"): {"camau_record_resume", "camau_record_withdraw"},
    ("agency_head", "usage_rule", "issued"): {"camau_record_withdraw"},
    ("agency_head", "usage_rule", "suspended"): {"camau_record_withdraw"},
    ("focal_point", "data_service", "issued"): {"camau_record_suspend"},
    ("focal_point", "data_service", "suspended"): {"camau_record_resume"},
    ("issuing_clerk", "dataset", "issued"): {"camau_edition_issue"},
    ("issuing_clerk", "database", "issued"): {"camau_edition_issue"},
}


def actor(role):
    if role == "sysadmin":
        return Actor("a", "person", sysadmin=True)
    return Actor("a", "person", roles=frozenset({HeldRole(role, ORG if role in AGENCY_ROLES else None)}))


ROLES = (*AGENCY_ROLES, *PORTAL_ROLES, "sysadmin")


@pytest.mark.parametrize(("role", "state", "type_"), itertools.product(ROLES, COPY_STATE_NAMES, RECORD_TYPES))
def test_working_copies(role, state, type_):
    expected = COPIES.get((role, state), set())
    if type_ in EDITION_TYPES:
        expected = expected | EDITION_ROUTE.get((role, state), set())
    assert set(allowed(Case("working_copy", state, type_, ORG), actor(role))) == expected


@pytest.mark.parametrize(("role", "state", "type_"), itertools.product(ROLES, RECORD_STATE_NAMES, RECORD_TYPES))
def test_records(role, state, type_):
    expected = set(RECORDS.get((role, type_, state), set()))
    if role in {"focal_point", "sysadmin"} and state in {"issued", "suspended"}:
        expected.add("camau_record_take_down")
    assert set(allowed(Case("record", state, type_, ORG), actor(role))) == expected


@pytest.mark.parametrize("role", AGENCY_ROLES)
@pytest.mark.parametrize("state", COPY_STATE_NAMES)
def test_no_role_reaches_into_another_agency(role, state):
    assert allowed(Case("working_copy", state, "dataset", "another agency"), actor(role)) == []


@pytest.mark.parametrize("earlier", [SAVE, "camau_working_copy_create", "camau_submit"])
def test_who_wrote_or_submitted_does_not_approve(earlier):
    case = Case("working_copy", "submitted", "dataset", ORG, {earlier: {"person"}})
    assert allowed(case, actor("agency_head")) == ["camau_return"]


def test_who_approved_does_not_appraise():
    case = Case("working_copy", "approved", "database", ORG, {"camau_approve": {"person"}})
    assert allowed(case, actor("focal_point")) == ["camau_return"]


def test_every_row_says_where_the_law_asks_for_it():
    assert all(row.legal_basis for row in TRANSITIONS)


def test_every_way_back_and_every_record_step_needs_a_reason():
    for row in TRANSITIONS:
        if row.action == "camau_return" or row.action.startswith("camau_record_"):
            assert row.reason == "required", row


def test_nothing_is_issued_without_gates_or_a_decision():
    for row in TRANSITIONS:
        if row.subject == "working_copy" and row.target == "issued":
            assert row.gates or row.act, row
