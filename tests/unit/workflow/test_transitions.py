"""The table of transitions: every role × state × action × type × route, decided by hand here."""

import itertools

import pytest

from ckanext.camau.const import AGENCY_ROLES, PORTAL_ROLES, RECORD_TYPES
from ckanext.camau.workflow.permission import Actor, Case, HeldRole, allowed, choose
from ckanext.camau.workflow.routes import EDITION_TYPES, ROUTES, route_of
from ckanext.camau.workflow.states import CLOSED, COPY_STATE_NAMES, PUBLIC, RECORD_STATE_NAMES
from ckanext.camau.workflow.transitions import TRANSITIONS

ORG = "agency"
SAVE, DISCARD, RESOLVE = "camau_working_copy_update", "camau_working_copy_discard", "camau_comment_resolve"
COMMENT = "camau_comment_add"
EDITING = {SAVE, DISCARD, "camau_submit", RESOLVE}
REVIEW = {"camau_return", "camau_claim", "camau_release", "camau_reassign", COMMENT, RESOLVE}

#: (role, state) → actions, for every type on either route; the rest of the matrix is empty.
COPIES = {
    ("editor", "draft"): EDITING,
    ("editor", "returned"): {*EDITING, COMMENT},
    ("editor", "submitted"): {"camau_recall"},
    ("agency_head", "submitted"): {"camau_approve", *REVIEW},
}
#: The same for what goes by an edition.
EDITION_ROUTE = {
    ("focal_point", "approved"): {"camau_appraise", *REVIEW},
    ("focal_point", "appraised"): {"camau_return", "camau_edition_update", COMMENT, RESOLVE},
    ("focal_point", "scheduled"): {"camau_return", "camau_edition_update", "camau_edition_discard", COMMENT, RESOLVE},
    ("issuing_clerk", "scheduled"): {"camau_edition_issue"},
}
#: Where the head's approval leads, and by which law.
APPROVAL = {
    ("database", "edition"): ("approved", "D32 5(2), 8(2)"),
    ("dataset", "edition"): ("approved", "D32 5(2), 8(2)"),
    ("database", "agency"): ("issued", "ND47 51(2)(c)"),
    ("dataset", "agency"): ("issued", "ND47 20(3)"),
    ("data_service", "agency"): ("issued", "ND47 25(1)"),
    ("usage_rule", "agency"): ("issued", "D32 6(1); ND47 22"),
}
SUSPEND, RESUME, WITHDRAW = "camau_record_suspend", "camau_record_resume", "camau_record_withdraw"
RECORDS = {
    ("agency_head", "data_service", "issued"): {SUSPEND, WITHDRAW},
    ("agency_head", "data_service", "suspended"): {RESUME, WITHDRAW},
    ("agency_head", "usage_rule", "issued"): {WITHDRAW},
    ("agency_head", "usage_rule", "suspended"): {WITHDRAW},
    ("focal_point", "data_service", "issued"): {SUSPEND, "camau_correction_ask"},
    ("focal_point", "data_service", "suspended"): {RESUME, "camau_correction_ask"},
    ("issuing_clerk", "dataset", "issued"): {"camau_edition_issue"},
    ("issuing_clerk", "database", "issued"): {"camau_edition_issue"},
}
ROLES = (*AGENCY_ROLES, *PORTAL_ROLES, "sysadmin")
WAYS = [(t, r) for t in RECORD_TYPES for r in (ROUTES if t in EDITION_TYPES else ("agency",))]


def actor(role):
    if role == "sysadmin":
        return Actor("a", "person", sysadmin=True)
    return Actor("a", "person", roles=frozenset({HeldRole(role, ORG if role in AGENCY_ROLES else None)}))


def copy(state, type_="dataset", route="edition", taken_by=None):
    return Case("working_copy", state, type_, ORG, taken_by or {}, route)


@pytest.mark.parametrize(("role", "state", "way"), itertools.product(ROLES, COPY_STATE_NAMES, WAYS))
def test_working_copies(role, state, way):
    expected = COPIES.get((role, state), set())
    if way[1] == "edition":
        expected = expected | EDITION_ROUTE.get((role, state), set())
    assert set(allowed(copy(state, *way), actor(role))) == expected


@pytest.mark.parametrize("way", WAYS)
def test_where_the_head_s_approval_leads(way):
    row = choose("camau_approve", copy("submitted", *way), actor("agency_head"))
    assert (row.target, row.legal_basis) == APPROVAL[way]
    assert row.act == (way[0] == "usage_rule")


@pytest.mark.parametrize(
    ("type_", "listed_changed", "public", "expected"),
    [
        ("database", True, True, "edition"),
        ("database", False, True, "agency"),
        ("database", False, False, "edition"),
        ("database", True, False, "edition"),
        ("dataset", True, True, "edition"),
        ("dataset", False, True, "agency"),
        ("dataset", False, False, "edition"),
        ("dataset", True, False, "edition"),
        ("data_service", True, False, "agency"),
        ("data_service", True, True, "agency"),
        ("usage_rule", True, False, "agency"),
        ("usage_rule", False, True, "agency"),
    ],
)
def test_the_route_follows_from_what_changes(type_, listed_changed, public, expected):
    assert route_of(type_, listed_changed, public) == expected


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
@pytest.mark.parametrize("known_as", ["person", "a"])
def test_who_wrote_or_submitted_neither_approves_nor_claims(earlier, known_as):
    found = set(allowed(copy("submitted", taken_by={earlier: {known_as}}), actor("agency_head")))
    assert found == COPIES["agency_head", "submitted"] - {"camau_approve", "camau_claim"}


@pytest.mark.parametrize("earlier", [SAVE, "camau_submit", "camau_approve"])
def test_who_wrote_or_approved_neither_appraises_nor_claims(earlier):
    found = set(allowed(copy("approved", "database", taken_by={earlier: {"person"}}), actor("focal_point")))
    assert found == EDITION_ROUTE["focal_point", "approved"] - {"camau_appraise", "camau_claim"}


def test_every_row_says_where_the_law_asks_for_it_and_whence_and_whither_it_leads():
    states = {"working_copy": COPY_STATE_NAMES, "record": RECORD_STATE_NAMES}
    for row in TRANSITIONS:
        assert row.legal_basis, row
        assert row.role in ROLES, row
        if row.subject in states:
            assert {*row.source, row.target} <= set(states[row.subject]), row


def test_what_waits_for_a_decision_has_a_term():
    terms = {(row.source, row.action, row.deadline) for row in TRANSITIONS if row.deadline}
    for state, action, term in [
        ("returned", "camau_submit", "editor_answer"),
        ("submitted", "camau_approve", "head_approval"),
        ("submitted", "camau_approve", "service_publish"),
        ("submitted", "camau_return", "head_approval"),
        ("approved", "camau_appraise", "focal_appraisal"),
        ("approved", "camau_return", "focal_appraisal"),
        ("appraised", "camau_edition_update", "edition_composition"),
        ("scheduled", "camau_edition_issue", "edition_issue"),
        ("draft", "camau_edition_issue", "edition_issue"),
    ]:
        assert ((state,), action, term) in terms


def test_every_way_back_and_every_record_step_needs_a_reason():
    for row in TRANSITIONS:
        if row.action in {"camau_return", "camau_correction_ask"} or row.action.startswith("camau_record_"):
            assert row.reason == "required", row


def test_nothing_is_issued_without_gates_or_a_decision_and_nothing_leaves_a_closed_copy():
    for row in TRANSITIONS:
        if row.subject == "working_copy":
            assert not CLOSED & set(row.source), row
        if row.subject == "working_copy" and row.target == "issued":
            assert row.gates or row.act, row
        if row.subject == "record" and row.target not in PUBLIC:
            assert set(row.source) <= PUBLIC, row
