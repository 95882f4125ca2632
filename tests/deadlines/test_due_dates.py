"""Due dates start and end with states; a late change of the calendar moves those that run (F25) and tells once."""

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.dates import ZONE
from ckanext.camau.deadlines import due, store
from ckanext.camau.model import CalendarDay, DueDate, Outbox
from tests import province
from tests.province import act

pytestmark = pytest.mark.usefixtures("clean_portal")

FILE = Path(__file__).parents[1] / "data" / "field" / "fc77_ngay_lam_viec.tsv"
DOCUMENT = "12729/VPCP-KGVX ngày 25/12/2025"


def table():
    return FileStorage(io.BytesIO(FILE.read_bytes()), filename="lich.tsv")


def rows(subject):
    model.Session.rollback()
    return due.history(subject)


def tasks(login, **filters):
    return act(login, "camau_task_list", **filters)["tasks"]


def test_a_term_starts_with_a_state_and_ends_with_it(clean_portal):
    place = province.build()
    rule = place.issued("usage_rule")["record_id"]
    copy = place.submitted("data_service", usage_rules=[rule])
    (row,) = rows(copy["id"])
    assert (row.term, row.ended_at) == ("service_publish", None)
    (task,) = tasks(place.head)
    assert task["due_on"] == row.due_on.isoformat()
    assert (task["due_state"], task["days_left"]) == ("soon", 1)
    returned = place.step(place.head, "camau_return", copy, note="Sửa tên")
    assert rows(copy["id"])[0].ended_at is not None
    again = place.step(place.editor, "camau_submit", returned)
    place.step(place.head, "camau_approve", again)
    assert due.open_for([copy["id"]]) == {}
    assert all(row.ended_at for row in rows(copy["id"]))


def test_the_calendar_is_public_and_only_the_focal_point_edits_it_whole_or_not_at_all(clean_portal):
    place = province.build()
    shown = act(None, "camau_calendar_list", year=2026)["days"]
    assert {day["day"] for day in shown if day["working"]} == {"2026-08-22"}
    assert {d["name"] for d in shown if d["day"] == "2026-02-17"} == {"Tết Nguyên Đán"}
    for login in (None, place.editor, place.head, place.clerk, place.admin):
        with pytest.raises(tk.NotAuthorized):
            act(login, "camau_calendar_update", days=[{"day": "2026-01-02", "kind": "holiday"}], document=DOCUMENT)
    wrong = [{"day": "2026-01-02", "kind": "holiday"}, {"day": "30/02/2026", "kind": "holiday"}, "2026-01-03"]
    for sent, keys in (
        ({"days": wrong, "document": DOCUMENT}, {"days"}),
        ({"days": wrong[:1]}, {"document"}),
        ({"withdraw": ["2026-01-02"]}, {"reason"}),
        ({"document": DOCUMENT}, {"days"}),
        ({"upload": FileStorage(io.BytesIO(b"a,b\n1,2\n"), filename="x.csv"), "document": DOCUMENT}, {"days"}),
        ({"days": "2026-01-02", "document": DOCUMENT}, {"days"}),
    ):
        with pytest.raises(tk.ValidationError) as refused:
            act(place.focal, "camau_calendar_update", **sent)
        assert set(refused.value.error_dict) == keys
        model.Session.rollback()
    assert model.Session.query(CalendarDay).count() == 0

    done = act(place.focal, "camau_calendar_update", upload=table(), document=DOCUMENT)
    assert len(done["declared"]) == 15
    assert act(place.focal, "camau_calendar_update", upload=table(), document=DOCUMENT)["declared"] == []
    shown = {d["day"]: d for d in act(None, "camau_calendar_list", year=2026)["days"] if not d["overruled"]}
    assert (shown["2026-01-02"]["working"], shown["2026-01-10"]["working"]) == (False, True)
    assert shown["2026-01-02"]["document"] == DOCUMENT
    assert "recorded_by" not in shown["2026-01-02"]

    # what held before stays known
    before = model.Session.query(CalendarDay).first().recorded_at
    act(place.focal, "camau_calendar_update", withdraw=["2026-01-10"], reason="Ghi nhầm")
    assert store.calendar_on().is_working(date(2026, 1, 10)) is False
    assert store.calendar_on(before).is_working(date(2026, 1, 10)) is True
    (ended,) = [d for d in act(None, "camau_calendar_list", year=2026, history=True)["days"] if d["withdrawn_at"]]
    assert ended["day"] == "2026-01-10"
    lines = act(place.focal, "camau_audit_list", action="camau_calendar_update")["results"]
    assert [line["note"] for line in lines] == ["Ghi nhầm", None]


def test_a_swap_announced_late_moves_what_runs_tells_each_owner_once_and_keeps_why(
    clean_portal, ckan_config, monkeypatch
):
    monkeypatch.setitem(ckan_config, "camau.mail", True)
    place = province.build()
    started = datetime(2025, 12, 30, 23, 59, tzinfo=ZONE)
    drafts = [place.submitted("usage_rule"), place.submitted("usage_rule")]
    for copy in drafts:
        due.end([copy["id"]])
        due.start("working_copy", copy["id"], "obstacle_provider", started)
    model.Session.commit()
    model.Session.query(Outbox).delete()
    model.Session.commit()
    ids = [copy["id"] for copy in drafts]
    # 7 working days from the night of 30/12: 31/12, 2, 5, 6, 7, 8, 9/1
    assert {found.due_on for found in due.open_for(ids).values()} == {date(2026, 1, 9)}

    done = act(place.focal, "camau_calendar_update", upload=table(), document=DOCUMENT)
    # 31/12, (2/1 off), 5, 6, 7, 8, 9/1, Saturday 10/1
    assert done["moved"] == 2
    running = due.open_for(ids, on=date(2026, 1, 10))
    assert {(found.due_on, found.days_left) for found in running.values()} == {(date(2026, 1, 10), 0)}
    old, new = rows(ids[0])[-2:]
    assert (old.due_on, old.reason, old.superseded_at is None) == (date(2026, 1, 9), DOCUMENT, False)
    assert (new.due_on, new.started_at, new.superseded_at) == (date(2026, 1, 10), old.started_at, None)
    told = model.Session.query(Outbox).filter_by(kind="mail").all()
    assert [t.payload["user_id"] for t in told] == [model.User.get(place.head).id]
    assert told[0].payload["kind"] == "calendar"

    # the same again moves nothing and tells nobody
    assert act(place.focal, "camau_calendar_update", upload=table(), document=DOCUMENT)["moved"] == 0
    assert model.Session.query(DueDate).filter(DueDate.superseded_at.is_not(None)).count() == 2
    assert model.Session.query(Outbox).filter_by(kind="mail").count() == 1
