"""The audit trail: read by those who may, in words, exported with its hashes; that it was exported is written down."""

import io
import json
from datetime import timedelta

import openpyxl
import pytest

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories

from ckanext.camau.catalogue import chain
from ckanext.camau.dates import today
from ckanext.camau.inbox import audit_file
from ckanext.camau.inbox.words import ACTION_NAMES
from ckanext.camau.logic.action import own_actions
from ckanext.camau.model import Audit
from tests import province
from tests.province import act

pytestmark = pytest.mark.usefixtures("clean_portal")


def lines(login, **filters):
    return act(login, "camau_audit_list", **filters)["results"]


def test_every_action_that_writes_has_a_name():
    writing = {name for name, action in own_actions().items() if not getattr(action, "side_effect_free", False)}
    assert writing - set(ACTION_NAMES) == set()


def test_who_reads_what_and_what_a_line_says(clean_portal):
    place, other = province.build(), province.build()
    auditor = factories.User()["name"]
    province.give((place.admin, place.admin2), auditor, "auditor")
    copy = place.submitted(title="Nghêu Đất Mũi")
    place.step(place.head, "camau_return", copy, reasons=["wrong_content"], note="=Sửa tên")
    code, record = copy["data"]["code"], copy["record_id"]

    (returned,) = lines(auditor, action="camau_return")
    assert returned["action_label"] == "Return"
    assert (returned["from_label"], returned["to_label"]) == ("Submitted", "Returned")
    assert (returned["record_title"], returned["note"]) == ("Nghêu Đất Mũi", "=Sửa tên")
    assert returned["row_hash"] == model.Session.get(Audit, _id(returned["seq"])).row_hash
    head = model.User.get(place.head)
    for wanted in (place.head, head.id, head.fullname[2:]):
        assert returned["seq"] in {line["seq"] for line in lines(auditor, actor=wanted)}
    assert lines(auditor, actor="nobody") == []

    day = today()
    everything = act(auditor, "camau_audit_list", since=day.isoformat(), until=day.isoformat())["count"]
    assert everything == act(auditor, "camau_audit_list")["count"] > 10
    assert act(auditor, "camau_audit_list", until=(day - timedelta(1)).isoformat())["count"] == 0
    assert [line["seq"] for line in lines(auditor, limit=3, offset=1)] == [line["seq"] for line in lines(auditor)][1:4]

    # the own record for its agency, by id or code, and no other
    assert {line["record_id"] for line in lines(place.editor, record_id=code)} == {record}
    assert lines(place.editor, record_id=record) == lines(auditor, record_id=record)
    for login, filters, error in (
        (place.editor, {}, tk.NotAuthorized),
        (place.clerk, {}, tk.NotAuthorized),
        (other.editor, {"record_id": record}, tk.ObjectNotFound),
        (other.editor, {"record_id": code}, tk.ObjectNotFound),
        (auditor, {"record_id": "nothing"}, tk.ObjectNotFound),
        (auditor, {"since": "hôm qua"}, tk.ValidationError),
        (None, {}, tk.NotAuthorized),
    ):
        for action in ("camau_audit_list", "camau_audit_export"):
            with pytest.raises(error):
                act(login, action, **filters)
    # an auditor reads, and changes nothing
    with pytest.raises(tk.NotAuthorized):
        place.step(auditor, "camau_submit", copy)


def _id(seq):
    return model.Session.query(Audit.id).filter_by(seq=seq).scalar()


def test_an_export_holds_every_line_with_its_hash_and_is_written_down(clean_portal):
    place = province.build()
    copy = place.submitted(title="=HYPERLINK(1)")
    place.step(place.head, "camau_return", copy, note="+tel")
    found = act(place.focal, "camau_audit_export", format="csv")
    assert [line["seq"] for line in found["lines"]] == list(range(1, found["count"] + 1))
    for before, line in zip(found["lines"], found["lines"][1:], strict=False):
        assert line["prev_hash"] == before["row_hash"]
    (written,) = lines(place.focal, action="camau_audit_export")
    assert written["detail"] == {"format": "csv", "count": found["count"], "filters": {}, "last": found["count"]}
    assert "Format: csv" in written["detail_text"]
    assert {link.broken_at for link in chain.verify()} == {None}
    with pytest.raises(tk.ValidationError):
        act(place.focal, "camau_audit_export", format="exe")

    rows = audit_file.as_csv(found["lines"], str).decode("utf-8-sig").splitlines()
    assert rows[0].startswith("No.,Time,Who")
    assert len(rows) == found["count"] + 1
    assert "'=HYPERLINK(1)" in "".join(rows)
    assert "'+tel" in "".join(rows)
    assert [json.loads(row) for row in audit_file.as_json_lines(found["lines"], str).splitlines()] == found["lines"]
    sheet = openpyxl.load_workbook(io.BytesIO(audit_file.as_xlsx(found["lines"], str))).active
    assert sheet is not None
    values = list(sheet.iter_rows(values_only=True))
    assert len(values) == found["count"] + 1
    assert values[1][-1] == found["lines"][0]["row_hash"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
