"""Editions: all entries or none, removals, the decision, and what happens to records afterwards."""

import pytest

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import chain, edition_issue, in_force
from ckanext.camau.logic.errors import Conflict
from tests import province
from tests.province import act

pytestmark = pytest.mark.usefixtures("clean_portal")


@pytest.fixture
def place(clean_portal):
    return province.build()


def public():
    return {r.record_id for r in in_force.page()}


def search_ids():
    return {r["id"] for r in act(None, "package_search", q="*:*", rows=100)["results"]}


def test_removal_by_an_edition_and_coming_back(place):
    first = place.issued()["record_id"]
    place.issue(place.edition(removals=(first,)))
    assert first not in public() | search_ids()
    with pytest.raises((tk.ObjectNotFound, tk.NotAuthorized)):
        act(None, "package_show", id=first)
    copy = act(place.editor, "camau_working_copy_create", record_id=first)
    place.issue(place.edition(place.appraised(copy=copy)))
    assert first in public() & search_ids()


def test_nothing_is_issued_if_one_entry_fails(place, monkeypatch):
    copies = [place.appraised() for _ in range(3)]
    edition = place.edition(*copies)
    calls = []
    add_entry = edition_issue._add_entry

    def failing(*args):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("the second entry fails")
        return add_entry(*args)

    monkeypatch.setattr(edition_issue, "_add_entry", failing)
    with pytest.raises(RuntimeError):
        place.issue(edition)
    assert public() == set() == search_ids()
    assert act(place.clerk, "camau_edition_show", id=edition["id"])["state"] == "draft"
    monkeypatch.undo()
    place.issue(edition)
    assert public() == {c["record_id"] for c in copies} == search_ids()


def test_every_entry_of_an_edition_keeps_all_its_fields(place):
    copies = [place.appraised(notes=f"Mô tả {number}") for number in range(3)]
    place.issue(place.edition(*copies))
    for copy in copies:
        issued = in_force.find(copy["record_id"])
        shown = act(None, "package_show", id=copy["record_id"])
        assert {name: shown[name] for name in issued.content.keys() - {"tags", "resources"}} == {
            name: value for name, value in issued.content.items() if name not in {"tags", "resources"}
        }


def test_issuing_twice_is_one_decision(place):
    edition = place.edition(place.appraised())
    place.issue(edition)
    with pytest.raises(Conflict) as caught:
        place.issue(edition)
    assert caught.value.kind == "state"
    assert len(act(None, "camau_edition_list")) == 1


def test_a_number_is_used_once(place):
    place.issue(place.edition(place.appraised()), number="32/2021/QĐ-UBND")
    edition = place.edition(place.appraised())
    for again in ("32/2021/qđ-ubnd ", "32/2021/QĐ-UBND\u200b"):
        with pytest.raises(tk.ValidationError) as caught:
            place.issue(edition, number=again, issuing_body="Uỷ ban nhân dân tỉnh Cà Mau")
        assert "number" in caught.value.error_dict["act"][0]


@pytest.mark.parametrize("who", ["editor", "head", "focal", "admin"])
def test_only_the_clerk_issues(place, who):
    edition = place.edition(place.appraised())
    with pytest.raises(tk.NotAuthorized):
        act(getattr(place, who), "camau_edition_issue", id=edition["id"], edition_hash=edition["edition_hash"],
            act=province.document(place.clerk))  # fmt: skip
    assert public() == set()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": ""}, "number"),
        ({"date": "01/02/2026"}, "date"),
        ({"date": "2999-01-01"}, "date"),
        ({"date": "20261120"}, "date"),
        ({"number": "1" * 301}, "number"),
        ({"effective_from": "2026-13-01"}, "effective_from"),
        ({"signer_name": " "}, "signer_name"),
        ({"file": "0" * 64}, "file"),
        ({"file": "../../etc/passwd"}, "file"),
    ],
)
def test_a_decision_is_complete(place, changes, field):
    edition = place.edition(place.appraised())
    with pytest.raises(tk.ValidationError) as caught:
        place.issue(edition, **changes)
    assert field in caught.value.error_dict["act"][0]
    assert public() == set()


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", b"<html>", b"%PDF-1.4\n%%EOF"])
def test_the_signed_file_is_a_pdf_that_opens(place, data):
    edition = place.edition(place.appraised())
    with pytest.raises(tk.ValidationError) as caught:
        place.issue(edition, file=province.upload(place.clerk, data, "qd.pdf"))
    assert "file" in caught.value.error_dict["act"][0]


def test_the_signed_file_is_the_clerks_own(place):
    edition = place.edition(place.appraised())
    another = province.upload(place.focal, province.pdf() + b"%", "khác.pdf")
    with pytest.raises(tk.ValidationError) as caught:
        place.issue(edition, file=another)
    assert "file" in caught.value.error_dict["act"][0]
    assert public() == set()


def test_a_record_that_was_not_appraised_is_in_no_edition(place):
    submitted = place.submitted()
    with pytest.raises(tk.ValidationError) as caught:
        place.edition(place.appraised(), submitted)
    assert list(caught.value.error_dict) == [submitted["record_id"]]


def test_a_record_is_in_one_draft_only(place):
    copy = place.appraised()
    place.edition(copy)
    with pytest.raises(tk.ValidationError):
        place.edition(copy)


def test_databases_and_datasets_do_not_mix(place):
    database = place.appraised("database")
    with pytest.raises(tk.ValidationError):
        place.edition(place.appraised(), database)
    place.issue(place.edition(database))
    assert public() == {database["record_id"]}


def test_a_draft_edition_is_not_public(place):
    edition = place.edition(place.appraised())
    for login in (None, place.editor):
        with pytest.raises(tk.ObjectNotFound):
            act(login, "camau_edition_show", id=edition["id"])
    assert act(None, "camau_edition_list") == []


def test_the_difference_against_the_catalogue_in_force(place):
    kept, changed = place.issued()["record_id"], place.issued()["record_id"]
    copy = act(place.editor, "camau_working_copy_create", record_id=changed)
    copy = act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=1,
               data={**copy["data"], "title": "Tên mới"})  # fmt: skip
    new = place.appraised()
    edition = place.edition(place.appraised(copy=copy), new)
    diff = act(place.focal, "camau_edition_diff", id=edition["id"])
    assert [e["record_id"] for e in diff["added"]] == [new["record_id"]]
    assert [c["after_text"] for c in diff["changed"][0]["changes"]] == ["Tên mới"]
    assert diff["unchanged"] == 1
    assert kept in public()


def test_a_service_is_suspended_visibly_resumed_and_withdrawn(place):
    record_id = place.issued("data_service")["record_id"]
    for document in ("", "Công văn của Sở", "ngày 03/02/2026", "12/CV-SNN, 31/12/2099", "a" * 64):
        with pytest.raises(tk.ValidationError) as caught:
            act(place.head, "camau_record_suspend", id=record_id, reason="Nâng cấp", document=document)
        assert list(caught.value.error_dict) == ["document"]
    named = "12/CV-SNN, 03/02/2026"
    shown = act(place.head, "camau_record_suspend", id=record_id, reason="Nâng cấp", document=named)
    assert shown["state"] == "suspended"
    told = act(None, "camau_record_show", id=record_id)["events"][-1]
    assert (told["reason"], told["document_text"]) == ("Nâng cấp", named)
    resumed = act(place.focal, "camau_record_resume", id=record_id, reason="Xong", document="13/CV, 2026-02-05")
    assert resumed["state"] == "issued"
    with pytest.raises(tk.ValidationError):
        act(place.head, "camau_record_withdraw", id=record_id, reason="Ngừng")
    paper = province.upload(place.head, province.pdf(), "thu hồi.pdf")
    act(place.head, "camau_record_withdraw", id=record_id, reason="Ngừng", document=paper)
    assert record_id not in public() | search_ids()


def test_rules_that_services_rest_on_need_a_successor(place):
    rule = place.issued("usage_rule")["record_id"]
    place.issued("data_service", usage_rules=[rule])
    paper = province.upload(place.head, province.pdf(), "thu hồi.pdf")
    with pytest.raises(tk.ValidationError) as caught:
        act(place.head, "camau_record_withdraw", id=rule, reason="Thay", document=paper)
    assert list(caught.value.error_dict) == ["successor"]
    successor = place.issued("usage_rule")["record_id"]
    act(place.head, "camau_record_withdraw", id=rule, reason="Thay", document=paper, successor=successor)
    assert rule not in public()


def test_taking_down_hides_at_once_and_may_erase(place):
    record_id = place.issued()["record_id"]
    for login in (place.editor, place.head, place.clerk):
        with pytest.raises(tk.NotAuthorized):
            act(login, "camau_record_take_down", id=record_id, reason="Lộ dữ liệu")
    act(place.admin, "camau_record_take_down", id=record_id, reason="Lộ dữ liệu", erase=True)
    assert record_id not in public() | search_ids()
    versions = act(place.focal, "camau_record_show", id=record_id)["versions"]
    assert [bool(v["content_hash"]) for v in versions] == [True]
    with pytest.raises(tk.ObjectNotFound):
        act(place.focal, "camau_version_show", record_id=record_id, number=1)


def test_links_to_what_is_not_public_are_never_shown(place):
    dataset = place.appraised()
    service = place.issued("data_service", serves_datasets=[dataset["record_id"]])["record_id"]
    hidden = dataset["record_id"]
    assert hidden not in str(act(None, "package_show", id=service))
    assert hidden not in str(act(None, "package_search", q="*:*"))
    assert hidden not in str(act(None, "camau_version_show", record_id=service, number=1))
    place.issue(place.edition(dataset))
    assert act(None, "package_show", id=service)["serves_datasets"] == [hidden]
    assert hidden in str(act(None, "package_search", q="tra cuu tau ca")["results"])


def test_the_ledger_is_one_chain_and_shows_a_change(place, owner_engine):
    place.issued()
    assert [c.table for c in chain.verify() if c.broken_at] == []
    model.Session.rollback()
    with owner_engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE camau_act DISABLE TRIGGER USER")
        connection.exec_driver_sql("UPDATE camau_act SET number = 'x' WHERE seq = 1")
        connection.exec_driver_sql("ALTER TABLE camau_act ENABLE TRIGGER USER")
    assert [(c.table, c.broken_at) for c in chain.verify() if c.broken_at] == [("camau_act", 1)]
