"""Many at once: one effect, no silent loss, no deadlock, never a 500 (F9, F14, F15; P7, P8)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from ckan import model

from ckanext.camau.catalogue import in_force
from ckanext.camau.logic.errors import Conflict
from tests import province
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
