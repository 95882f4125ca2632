"""PostgreSQL stopped midway, connections cut or used up, rows held, read-only (F7 to F9, F18; P1, P6, P7, P10)."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue import chain, in_force, issue
from ckanext.camau.reconcile import run as reconciler
from tests import factories, province
from tests.province import act
from tests.support import services

BACKEND = "SELECT pg_backend_pid()"


@pytest.fixture
def scene(clean_portal, owner_engine):
    """An appraised edition of three, and a rule that is public. What is acknowledged is on disk, as in production."""
    with owner_engine.begin() as owner:
        owner.execute(sa.text("ALTER DATABASE camau_test SET synchronous_commit = on"))
    place = province.build()
    rule = place.issued("usage_rule")
    copies = [place.appraised() for _ in range(3)]
    edition = place.edition(*copies)
    clerk = factories.token(place.clerk)
    request = {
        "id": edition["id"], "edition_hash": edition["edition_hash"], "act": province.document(place.clerk),
    }  # fmt: skip
    name = model.Package.get(rule["record_id"]).name
    model.Session.remove()
    yield place, copies, request, clerk, f"/usage_rule/{name}"
    model.Session.remove()
    model.meta.engine.dispose()
    owner_engine.dispose()
    with owner_engine.begin() as owner:
        owner.execute(sa.text("ALTER DATABASE camau_test RESET ALL"))


class Stopper:
    """Stops an issue after its second entry until it is let go on."""

    def __init__(self, monkeypatch):
        self.reached, self.on, self.backend = threading.Event(), threading.Event(), 0
        self._calls, self._write = 0, issue._write
        monkeypatch.setattr(issue, "_write", self)

    def __call__(self, *args):
        self._calls += 1
        if self._calls == 2:
            self.backend = model.Session.execute(sa.text(BACKEND)).scalar()
            self.reached.set()
            assert self.on.wait(60)
        return self._write(*args)


def issue_by_api(app, request, token):
    return app.post("/api/3/action/camau_edition_issue", json=request, headers=token)


def public_ids():
    model.Session.remove()
    return {record.record_id for record in in_force.page()}


def interrupted(answer):
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    text = answer.get_data(as_text=True)
    assert not any(word in text for word in ("psycopg", "SQL", "postgres", "127.0.0.1", "Traceback"))
    return text


def test_stopped_in_the_middle_of_an_issue_and_started_again(scene, app, monkeypatch):
    place, copies, request, clerk, page = scene
    before = public_ids()
    stopper = Stopper(monkeypatch)
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(issue_by_api, app, request, clerk)
        assert stopper.reached.wait(30)
        services.kill("postgres")
        try:
            began = time.monotonic()
            stopper.on.set()
            assert "gián đoạn" in interrupted(under_way.result(20)).lower()
            interrupted(app.get(page))
            interrupted(app.get("/catalog.ttl"))
            api = app.get("/api/3/action/package_search?q=a")
            assert "gián đoạn" in interrupted(api)
            assert api.json["success"] is False
            assert app.get("/health/live").json == {"status": "ok"}
            ready = app.get("/health/ready")
            assert ready.status_code == 503
            assert ready.json["checks"]["postgres"]["status"] == "fail"
            assert app.get("/metrics").status_code == 503
            assert time.monotonic() - began < 40
        finally:
            services.start("postgres")
    # the same process goes on, without a restart
    assert app.get(page).status_code == 200
    assert public_ids() == before
    assert act(place.clerk, "camau_edition_show", id=request["id"])["state"] == "draft"
    monkeypatch.undo()
    answer = issue_by_api(app, request, clerk)
    assert answer.status_code == 200, answer.get_data(as_text=True)

    # P6: what was acknowledged outlives the next stop
    services.kill("postgres")
    services.start("postgres")
    assert public_ids() == before | {c["record_id"] for c in copies}
    with app.flask_app.test_request_context():
        assert reconciler.reconcile().left == {}
    assert [c.table for c in chain.verify() if c.broken_at] == []


def test_a_connection_that_is_cut_leaves_no_half_state(scene, app, monkeypatch, owner_engine):
    _place, copies, request, clerk, page = scene
    before = public_ids()
    stopper = Stopper(monkeypatch)
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(issue_by_api, app, request, clerk)
        assert stopper.reached.wait(30)
        with owner_engine.begin() as owner:
            assert owner.execute(sa.text("SELECT pg_terminate_backend(:pid)"), {"pid": stopper.backend}).scalar()
        stopper.on.set()
        interrupted(under_way.result(20))
    assert app.get(page).status_code == 200
    assert public_ids() == before
    monkeypatch.undo()
    assert issue_by_api(app, request, clerk).status_code == 200
    assert public_ids() == before | {c["record_id"] for c in copies}


def test_nobody_waits_for_ever(scene, app, monkeypatch, ckan_config, owner_engine):
    """No connection free; a row or the ledger's chain held by somebody who forgot it; a database that only reads."""
    place, _copies, request, clerk, page = scene
    engine = model.meta.engine
    monkeypatch.setitem(ckan_config, "camau.lock_timeout", 2)
    engine.dispose()
    held = [engine.connect() for _ in range(engine.pool.size() + engine.pool._max_overflow)]
    try:
        began = time.monotonic()
        interrupted(app.get(page))
        interrupted(app.post("/api/3/action/camau_edition_issue", json=request, headers=clerk))
        assert app.get("/health/live").status_code == 200
        assert time.monotonic() - began < 25
    finally:
        for connection in held:
            connection.close()
    assert app.get(page).status_code == 200

    holding = {
        "a row": "SELECT 1 FROM camau_edition_draft FOR UPDATE",
        "the chain": "SELECT pg_advisory_xact_lock(hashtext('camau_chain'), hashtext('camau_event'))",
    }
    for what, statement in holding.items():
        with owner_engine.connect() as forgetful:
            forgetful.execute(sa.text(statement))
            began = time.monotonic()
            answer = app.post("/api/3/action/camau_edition_issue", json=request, headers=clerk)
            assert "người khác" in interrupted(answer), what
            assert time.monotonic() - began < 8, what
            assert app.get(page).status_code == 200, what
    assert act(place.clerk, "camau_edition_show", id=request["id"])["state"] == "draft"

    model.Session.remove()
    with owner_engine.begin() as owner:
        owner.execute(sa.text("ALTER DATABASE camau_test SET default_transaction_read_only = on"))
    engine.dispose()
    try:
        assert app.get(page).status_code == 200
        assert app.get("/catalog.ttl").status_code == 200
        assert app.get("/api/3/action/package_search").json["result"]["count"] == 1
        answer = app.post("/api/3/action/camau_edition_issue", json=request, headers=clerk)
        assert "chỉ cho phép đọc" in interrupted(answer)
    finally:
        with owner_engine.begin() as owner:
            owner.execute(sa.text("SET transaction_read_only = off"))
            owner.execute(sa.text("ALTER DATABASE camau_test RESET default_transaction_read_only"))
        engine.dispose()
    assert issue_by_api(app, request, clerk).status_code == 200


def test_two_decisions_that_touch_the_same_record(scene, app):
    """F9: both take out the same record and enter one of their own: one is issued, the other is told why it is not."""
    place, _copies, _request, clerk, _page = scene
    common = place.issued()["record_id"]
    editions = [place.edition(place.appraised(), removals=(common,)) for _ in range(2)]
    requests = [
        {"id": e["id"], "edition_hash": e["edition_hash"], "act": province.document(place.clerk)} for e in editions
    ]
    model.Session.remove()
    began = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda r: issue_by_api(app, r, clerk), requests))
    assert sorted(a.status_code for a in answers) == [200, 409]
    assert next(a for a in answers if a.status_code == 409).json["error"]["conflict"] == "state"
    assert time.monotonic() - began < 12
    assert common not in public_ids()
