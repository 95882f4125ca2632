"""The way of a working copy told from the table and the audit trail."""

from __future__ import annotations

from ckanext.camau.pages.way import last_return, way


def line(action: str, before: str, after: str, who: str = "A") -> dict[str, str]:
    return {"action": action, "from_state": before, "to_state": after, "actor_name": who, "at": "2026-11-02T01:00:00Z"}


SUBMITTED = line("camau_submit", "draft", "submitted", "Editor")
APPROVED = line("camau_approve", "submitted", "approved", "Head")
RETURNED = line("camau_return", "approved", "returned", "Focal point")


def told(*args):
    return [(step.action.removeprefix("camau_"), step.stage, step.by) for step in way(*args)]


def test_long_and_short_way():
    assert told("database", "edition", "approved", [SUBMITTED, APPROVED]) == [
        ("submit", "done", "Editor"),
        ("approve", "done", "Head"),
        ("appraise", "now", ""),
        ("edition_update", "ahead", ""),
        ("edition_issue", "ahead", ""),
    ]
    assert told("dataset", "agency", "submitted", [SUBMITTED]) == [
        ("submit", "done", "Editor"),
        ("approve", "now", ""),
    ]


def test_after_a_return_the_way_begins_anew():
    history = [SUBMITTED, APPROVED, RETURNED]
    assert told("database", "edition", "returned", history)[0] == ("submit", "now", "")
    again = [*history, line("camau_submit", "returned", "submitted", "Other editor")]
    assert told("database", "edition", "submitted", again)[:2] == [
        ("submit", "done", "Other editor"),
        ("approve", "now", ""),
    ]
    assert last_return(history) == RETURNED
    assert last_return(again) is None


def test_closed_ones():
    done = [SUBMITTED, line("camau_approve", "submitted", "issued", "Head")]
    assert [stage for _name, stage, _by in told("data_service", "agency", "issued", done)] == ["done", "done"]
    assert told("data_service", "agency", "discarded", []) == []
