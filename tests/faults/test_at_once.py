"""Many at once: one effect, no silent loss, no deadlock, never a 500 (F9, F14 to F16; P7, P8)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time

from ckan import model
from ckan.tests import factories as core_factories

from ckanext.camau.catalogue import audit, chain, in_force
from ckanext.camau.dates import today
from ckanext.camau.logic.action import edition_issue
from ckanext.camau.logic.errors import Conflict
from ckanext.camau.model import Act, Audit, EditionDraft
from tests import factories, province
from tests.province import act


@pytest.fixture
def place(clean_portal):
    return province.build()


def at_once(app, calls):
    """Run calls in threads of their own; give what became of each."""

    def one(call):
        with app.flask_app.test_request_context():
            try:
                call()
            except Conflict as conflict:
                return conflict.kind
            finally:
                model.Session.remove()
            return "done"

    model.Session.remove()
    with ThreadPoolExecutor(len(calls)) as pool:
        return Counter(pool.map(one, calls))


def test_eight_saves(place, app):
    copy = place.draft()

    def save(number):
        data = {**copy["data"], "title": f"Tên {number}"}
        act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=copy["lock_version"], data=data)

    assert at_once(app, [lambda n=n: save(n) for n in range(8)]) == {"done": 1, "stale": 7}


def test_eight_first_working_copies_of_one_record(place, app):
    record_id = place.issued()["record_id"]
    calls = [lambda: act(place.editor, "camau_working_copy_create", record_id=record_id)] * 8
    assert at_once(app, calls) == {"done": 1, "state": 7}


def test_eight_submissions(place, app):
    copy = place.draft()
    calls = [lambda: place.step(place.editor, "camau_submit", copy)] * 8
    assert at_once(app, calls) == {"done": 1, "state": 7}


def test_eight_clerks_issue_one_edition(place, app):
    edition = place.edition(place.appraised())
    papers = [province.document(place.clerk) for _ in range(8)]

    def issue(paper):
        act(place.clerk, "camau_edition_issue", id=edition["id"], edition_hash=edition["edition_hash"], act=paper)

    assert at_once(app, [lambda p=p: issue(p) for p in papers]) == {"done": 1, "state": 7}
    assert in_force.count() == 1


def test_workers_and_a_clerk_on_the_day_of_a_decision(place, app):
    edition = place.edition(place.appraised())
    place.issue(edition, effective_from=(today() + timedelta(days=1)).isoformat())
    draft = model.Session.get(EditionDraft, edition["id"])
    draft.issue_on = today()
    model.Session.commit()
    paper = province.document(place.clerk)

    def issue():
        act(place.clerk, "camau_edition_issue", id=edition["id"], edition_hash=edition["edition_hash"], act=paper)

    assert at_once(app, [*[edition_issue.issue_due] * 5, issue]) == {"done": 5, "state": 1}
    assert in_force.count() == 1
    assert [row.to_state for row in audit.history(edition["id"])].count("issued") == 1


def test_one_code_in_two_editions(place, app):
    first, second = place.appraised(), place.appraised()
    editions = [place.edition(first), place.edition(second)]
    # Both passed the gates; only then the second takes the first one's code, behind the back of every action.
    row = model.Session.get(province.WorkingCopy, second["id"])
    row.data = {**row.data, "code": first["data"]["code"]}
    row.content_hash = province.content_hash(row.data)
    model.Session.commit()
    editions[1] = act(place.focal, "camau_edition_show", id=editions[1]["id"])
    results = at_once(app, [lambda e=e: place.issue(e) for e in editions])
    assert results == {"done": 1, "state": 1}
    assert in_force.count() == 1


def test_eight_presses_of_one_button_make_one_record(place, app):
    assert act(place.editor, "camau_working_copy_list")["count"] == 0  # CKAN fills its table of permissions once
    request = {"type": "usage_rule", "owner_org": place.org, "data": {"title": "A"}, "request_key": "form-1"}
    calls = [lambda: act(place.editor, "camau_working_copy_create", **request)] * 8
    assert at_once(app, calls) == {"done": 8}
    assert act(place.editor, "camau_working_copy_list")["count"] == 1


def test_twenty_identical_requests_and_a_request_sent_again(place, app):
    """F14, P8: a decision is recorded once, however often the button is pressed; the number is taken once."""
    edition = place.edition(place.appraised())
    request = {"id": edition["id"], "edition_hash": edition["edition_hash"], "act": province.document(place.clerk)}
    token = factories.token(place.clerk)
    model.Session.remove()

    def send(_number):
        return app.post("/api/3/action/camau_edition_issue", json=request, headers=token).status_code

    # as many at a time as there are connections for, two a request; a server has fewer threads
    with ThreadPoolExecutor(10) as pool:
        assert Counter(pool.map(send, range(20))) == {200: 1, 409: 19}
    assert send(20) == 409
    assert in_force.count() == 1
    steps = model.Session.query(Audit).filter_by(action="camau_edition_issue", subject_kind="edition").count()
    assert (steps, model.Session.query(Act).count()) == (1, 1)


def test_two_heads_decide_at_once(place, app):
    """F15: one approves while the other returns; one of them is told."""
    second = core_factories.User()["name"]
    province.give((place.admin, place.admin2), second, "agency_head", place.org)
    copy = place.submitted()
    calls = [
        lambda: place.step(place.head, "camau_approve", copy),
        lambda: place.step(second, "camau_return", copy, reasons=["incomplete"], note="Chưa đủ"),
    ]
    assert at_once(app, calls) == {"done": 1, "state": 1}


def test_a_clock_that_jumps_changes_no_order(place, app):
    """F16: a day forth and back again; order and state follow the sequence of the ledger, never the clock."""
    rule = place.submitted("usage_rule")
    with freeze_time(datetime.now(UTC) + timedelta(days=1), tick=True):
        rule = place.step(place.head, "camau_approve", rule, act=province.document(place.head))
    record_id = rule["record_id"]
    paper = province.upload(place.head, province.pdf(), "quyết định.pdf")
    act(place.head, "camau_record_withdraw", id=record_id, reason="Hết hiệu lực", document=paper)
    assert in_force.find(record_id) is None
    shown = act(place.head, "camau_record_show", id=record_id)
    assert [event["kind"] for event in shown["events"]] == ["issued", "withdrawn"]
    assert act(None, "package_search", q="*:*")["count"] == 0
    lines = act(place.focal, "camau_audit_list", record_id=record_id)["results"]
    assert [line["action"] for line in lines][:2] == ["camau_record_withdraw", "camau_approve"]
    assert [link.table for link in chain.verify() if link.broken_at is not None] == []
