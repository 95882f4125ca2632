"""Abuse lines 20, 21 and 23 about editions, over HTTP with tokens: no step skipped, one decision, nothing altered."""

from __future__ import annotations

from typing import Any

import pytest

from ckan import model

from tests import factories, province
from tests.province import act


@pytest.fixture
def place(clean_portal: Any) -> Any:
    return province.build()


def call(app: Any, action: str, login: str, **data: Any) -> Any:
    return app.post(f"/api/3/action/{action}", json=data, headers=factories.token(login))


def public(app: Any) -> set[str]:
    return {row["id"] for row in app.get("/api/3/action/package_search").json["result"]["results"]}


def test_20_no_step_is_skipped(app: Any, place: Any):
    good, unread = place.appraised(), place.submitted()
    wanted = {"kind": "open_data_list", "title": "x", "entries": [good["record_id"], unread["record_id"]]}
    assert call(app, "camau_edition_create", place.focal, **wanted).status_code == 409
    # An agency's head composes and issues nothing, nor does the focal point issue what it composed.
    assert call(app, "camau_edition_create", place.head, **wanted).status_code == 403
    edition = place.edition(good)
    for login in (place.head, place.focal, place.admin):
        sent = {"id": edition["id"], "edition_hash": edition["edition_hash"], "act": province.document(place.clerk)}
        assert call(app, "camau_edition_issue", login, **sent).status_code == 403
    # Behind the back of every action one entry is no longer appraised: the whole batch stays unissued.
    second = place.edition(place.appraised(), place.appraised())
    row = model.Session.query(province.WorkingCopy).filter_by(record_id=second["entries"][0]["record_id"]).one()
    row.state = "approved"
    model.Session.commit()
    sent = {"id": second["id"], "act": province.document(place.clerk)}
    shown = act(place.clerk, "camau_edition_show", id=second["id"])
    for digest in {second["edition_hash"], shown["edition_hash"]}:
        assert call(app, "camau_edition_issue", place.clerk, **sent, edition_hash=digest).status_code == 409
    assert public(app) == set()


def test_21_a_request_sent_again_is_one_decision(app: Any, place: Any):
    edition = place.edition(place.appraised(), place.appraised())
    sent = {"id": edition["id"], "edition_hash": edition["edition_hash"], "act": province.document(place.clerk)}
    assert [call(app, "camau_edition_issue", place.clerk, **sent).status_code for _ in range(3)] == [200, 409, 409]
    assert len(app.get("/api/3/action/camau_edition_list").json["result"]) == 1
    assert public(app) == {entry["record_id"] for entry in edition["entries"]}


def test_23_what_is_issued_cannot_be_altered(app: Any, place: Any):
    copy = place.appraised()
    edition = place.edition(copy)
    place.issue(edition)
    before = app.get(f"/edition/{edition['id']}/export.json").data
    for login in (place.focal, place.clerk, place.admin):
        asked = {"id": edition["id"], "lock_version": 1, "title": "Khác", "entries": [], "removals": []}
        assert call(app, "camau_edition_update", login, **asked).status_code in {403, 409}
        assert call(app, "camau_edition_discard", login, id=edition["id"], lock_version=1).status_code in {403, 409}
        assert call(app, "package_patch", login, id=copy["record_id"], title="Khác").status_code == 403
    assert app.get(f"/edition/{edition['id']}/export.json").data == before
