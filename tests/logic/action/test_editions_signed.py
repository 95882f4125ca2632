"""Decisions that wait for their day, drafts that are given up, corrections; lines 20, 21 and 23 of the abuse list."""

from datetime import timedelta

import pytest
from freezegun import freeze_time

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import chain, in_force
from ckanext.camau.dates import today
from ckanext.camau.logic.action import edition_issue
from ckanext.camau.logic.errors import Conflict
from tests import province
from tests.province import act

pytestmark = pytest.mark.usefixtures("clean_portal")


@pytest.fixture
def place(clean_portal):
    return province.build()


def public():
    return {r.record_id for r in in_force.page()}


def later(days=3):
    return (today() + timedelta(days=days)).isoformat()


def conflict(call, *args, **kwargs):
    with pytest.raises(Conflict) as caught:
        call(*args, **kwargs)
    return caught.value.kind


def test_a_later_day_issues_on_that_day_and_holds_everything_still_until_then(place):
    copy = place.appraised()
    edition = place.edition(copy)
    signed = place.issue(edition, number="77/QĐ-UBND", effective_from=later())
    assert (signed["state"], signed["issue_on"], signed["act"]["number"]) == ("signed", later(), "77/QĐ-UBND")
    assert edition_issue.issue_due() == 0
    assert public() == set()
    assert act(None, "camau_edition_list") == []
    # Nothing in it moves, and its number is taken.
    assert conflict(place.issue, edition) == "state"
    assert conflict(act, place.focal, "camau_edition_update", id=edition["id"], lock_version=signed["lock_version"],
                    title="Khác", entries=[], removals=[]) == "state"  # fmt: skip
    assert conflict(act, place.focal, "camau_edition_discard", id=edition["id"],
                    lock_version=signed["lock_version"]) == "state"  # fmt: skip
    assert conflict(place.step, place.focal, "camau_return", copy, note="Sai") == "state"
    assert act(place.focal, "camau_working_copy_show", id=copy["id"])["allowed"] == []
    other = place.edition(place.appraised())
    with pytest.raises(tk.ValidationError) as caught:
        place.issue(other, number="77/qđ-ubnd")
    assert "number" in caught.value.error_dict["act"][0]

    with freeze_time(today() + timedelta(days=3, hours=1)):
        assert edition_issue.issue_due() == 1
        assert edition_issue.issue_due() == 0
    shown = act(None, "camau_edition_show", id=edition["id"])
    assert (shown["state"], shown["act"]["number"]) == ("issued", "77/QĐ-UBND")
    assert public() == {copy["record_id"]}
    assert {r["id"] for r in act(None, "package_search", q="*:*")["results"]} == public()


def test_the_clerk_takes_a_recorded_decision_back_with_a_reason(place):
    edition = place.edition(place.appraised())
    place.issue(edition, number="78/QĐ-UBND", effective_from=later())
    for who in (place.focal, place.head, place.admin):
        with pytest.raises(tk.NotAuthorized):
            act(who, "camau_edition_unsign", id=edition["id"], reason="Nhầm")
    with pytest.raises(tk.ValidationError):
        act(place.clerk, "camau_edition_unsign", id=edition["id"], reason="")
    again = act(place.clerk, "camau_edition_unsign", id=edition["id"], reason="Ghi nhầm ngày có hiệu lực")
    assert (again["state"], again["act"], again["edition_hash"]) == ("draft", None, edition["edition_hash"])
    assert place.issue(edition, number="78/QĐ-UBND")["state"] == "issued"
    assert conflict(act, place.clerk, "camau_edition_unsign", id=edition["id"], reason="x") == "state"


def test_a_take_down_of_a_record_in_it_blocks_issuing_and_says_so(place):
    record_id = place.issued()["record_id"]
    copy = act(place.editor, "camau_working_copy_create", record_id=record_id)
    copy = act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=1,
               data={**copy["data"], "title": "Tên mới"})  # fmt: skip
    other = place.appraised()
    edition = place.edition(place.appraised(copy=copy), other)
    place.issue(edition, effective_from=later())
    act(place.focal, "camau_record_take_down", id=record_id, reason="Lộ dữ liệu")
    with freeze_time(today() + timedelta(days=4)):
        assert edition_issue.issue_due() == 0
    assert public() == set()
    for who in (place.focal, place.clerk):
        task = next(t for t in act(who, "camau_task_list")["tasks"] if t["id"] == edition["id"])
        assert [p["record_id"] for p in task["problems"]] == [record_id]
    draft = act(place.clerk, "camau_edition_unsign", id=edition["id"], reason="Có mục bị gỡ")
    assert conflict(place.issue, draft) == "state"
    draft = act(place.focal, "camau_edition_update", id=edition["id"], lock_version=draft["lock_version"],
                title="Danh mục", entries=[other["record_id"]], removals=[])  # fmt: skip
    place.issue(draft)
    assert public() == {other["record_id"]}


def test_a_draft_that_is_given_up_frees_its_entries(place):
    copy = place.appraised()
    edition = place.edition(copy)
    with pytest.raises(tk.ValidationError) as caught:
        place.edition(copy)
    assert "Danh mục (minh họa)" in str(caught.value.error_dict)  # the message names the other draft
    with pytest.raises(tk.NotAuthorized):
        act(place.clerk, "camau_edition_discard", id=edition["id"], lock_version=1)
    assert conflict(act, place.focal, "camau_edition_discard", id=edition["id"], lock_version=9) == "stale"
    gone = act(place.focal, "camau_edition_discard", id=edition["id"], lock_version=1, reason="Gộp vào dự thảo khác")
    assert gone["state"] == "discarded"
    assert act(place.focal, "camau_working_copy_show", id=copy["id"])["state"] == "appraised"
    assert conflict(place.issue, edition) == "state"
    place.issue(place.edition(copy))
    assert public() == {copy["record_id"]}


def test_a_correction_is_added_to_the_ledger_and_shown(place):
    copy = place.appraised()
    edition = place.edition(copy)
    with pytest.raises(tk.ObjectNotFound):
        act(place.clerk, "camau_correction_record", id=edition["id"], text="x", act=province.document(place.clerk))
    place.issue(edition)
    rows = [{"record_id": copy["record_id"], "text": "Tên đúng là …"}]
    for who in (place.focal, place.admin):
        with pytest.raises(tk.NotAuthorized):
            act(who, "camau_correction_record", id=edition["id"], text="x", act={})
    for wrong in ({"text": ""}, {"records": [{"record_id": "x", "text": "y"}]}, {"act": {"number": "1"}}):
        with pytest.raises(tk.ValidationError):
            act(place.clerk, "camau_correction_record", id=edition["id"],
                **{"text": "Đính chính", "act": province.document(place.clerk), **wrong})  # fmt: skip
    act(place.clerk, "camau_correction_record", id=edition["id"], text="Đính chính lỗi chính tả", records=rows,
        act=province.document(place.clerk, number="79/QĐ-UBND"))  # fmt: skip
    shown = act(None, "camau_edition_show", id=edition["id"])
    assert [(c["text"], c["records"], c["act"]["number"]) for c in shown["corrections"]] == [
        ("Đính chính lỗi chính tả", rows, "79/QĐ-UBND")
    ]
    assert shown["edition_hash"] == edition["edition_hash"]
    assert [c.table for c in chain.verify() if c.broken_at] == []
    model.Session.rollback()
