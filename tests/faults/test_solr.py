"""Solr frozen, slow, cut, half, wrong, loading, wiped (F3 to F5, F18, F26; P2, P3, P6, P10).

Every request ends within ten seconds, says the right thing with the right status, and shows what the ledger says.
"""

import time

import pytest

from ckan import model
from ckan.lib.search.common import make_connection

from ckanext.camau.model import Outbox
from ckanext.camau.model.base import now
from ckanext.camau.outbox import run
from ckanext.camau.reconcile import run as reconciler
from ckanext.camau.search.breaker import BREAKER
from tests import factories, province
from tests.province import act
from tests.support import proxy, services

LONGEST = 10.0
SENTENCE = "tìm kiếm tạm thời gián đoạn"


class Clock:
    """Calls the portal and watches the time."""

    def __init__(self, app):
        self.app = app
        self.longest = 0.0

    def get(self, path, status=200):
        began = time.monotonic()
        answer = self.app.get(path)
        self._took(began, path)
        assert answer.status_code == status, (path, answer.status_code, answer.get_data(as_text=True)[:300])
        return answer

    def act(self, login, action, **data):
        began = time.monotonic()
        with self.app.flask_app.test_request_context():
            result = act(login, action, **data)
        self._took(began, action)
        return result

    def _took(self, began, what):
        took = time.monotonic() - began
        self.longest = max(self.longest, took)
        assert took < LONGEST, (what, took)


@pytest.fixture
def clock(app):
    return Clock(app)


def found():
    return {row["id"] for row in act(None, "package_search", q="*:*", rows=100)["results"]}


def settle(app):
    """What the worker does once Solr is back."""
    BREAKER.answered()
    with app.flask_app.test_request_context():
        model.Session.query(Outbox).filter(Outbox.done_at.is_(None)).update({"due": now()})
        model.Session.commit()
        run.run_due()
        return reconciler.reconcile()


def search_is_refused_honestly(clock):
    page = clock.get("/dataset/?q=tôm", 503)
    assert "gián đoạn" in page.get_data(as_text=True)
    assert page.headers["Retry-After"]
    api = clock.get("/api/3/action/package_search?q=tôm", 503)
    assert api.json["success"] is False
    assert SENTENCE in api.json["error"]["message"]
    for text in (page.get_data(as_text=True), api.get_data(as_text=True)):
        assert not any(word in text.lower() for word in ("solr", "traceback", "nullpointer"))


def what_needs_no_solr_is_there(clock, record_id):
    name = model.Package.get(record_id).name
    model.Session.rollback()
    clock.get(f"/usage_rule/{name}")
    clock.get(f"/api/3/action/package_show?id={record_id}")
    clock.get("/catalog.ttl")
    clock.get("/")
    clock.get("/health/live")


def test_each_way_in_which_solr_fails(clean_portal, app, clock, ckan_config, monkeypatch):
    place = province.build()
    shown = place.issued("usage_rule")["record_id"]
    steady = place.issued()["record_id"]
    with proxy.proxy(*services.address("solr")) as between, monkeypatch.context() as patch:
        address = ckan_config["solr_url"].replace(str(services.address("solr")[1]), str(between.port))
        patch.setitem(ckan_config, "solr_url", address)
        for mode in proxy.MODES:
            between.mode = mode
            BREAKER.answered()
            search_is_refused_honestly(clock)
            what_needs_no_solr_is_there(clock, shown)

            # written down at once, although the index cannot be told; drafts too
            draft = clock.act(
                place.editor, "camau_working_copy_create", type="usage_rule", owner_org=place.org,
                data=place.content("usage_rule"),
            )  # fmt: skip
            model.Session.remove()
            sent = clock.act(place.editor, "camau_submit", id=draft["id"], content_hash=draft["content_hash"])
            BREAKER.answered()  # the worst case: every request asks anew
            paper = province.document(place.head)
            done = clock.act(
                place.head, "camau_approve", id=draft["id"], content_hash=sent["content_hash"], act=paper
            )  # fmt: skip
            assert done["state"] == "issued", mode
            assert clock.get(f"/api/3/action/package_show?id={done['record_id']}").json["result"]["private"] is False

            # F26, P3: withdrawn while the index still knows it
            BREAKER.answered()
            clock.act(
                place.head, "camau_record_withdraw", id=shown, reason="Hết hiệu lực",
                document=province.upload(place.head, province.pdf(), "quyết định.pdf"),
            )  # fmt: skip
            clock.get(f"/api/3/action/package_show?id={shown}", 404)
            between.mode = "pass"
            BREAKER.answered()
            assert shown not in found(), mode
            assert settle(app).left == {}, mode
            assert found() == {steady, done["record_id"]}, mode
            shown = done["record_id"]


def test_a_frozen_solr_holds_nobody_and_no_row(clean_portal, app, clock):
    """SIGSTOP: connections are accepted and nothing is said. An edition waits once, not once for each entry."""
    place = province.build()
    copies = [place.appraised() for _ in range(3)]
    edition = place.edition(*copies)
    paper = province.document(place.clerk)
    model.Session.remove()
    with services.frozen("solr"):
        search_is_refused_honestly(clock)
        assert clock.get("/health/ready", 503).json["checks"]["solr"]["status"] == "fail"
        BREAKER.answered()
        issued = clock.act(
            place.clerk, "camau_edition_issue", id=edition["id"], edition_hash=edition["edition_hash"], act=paper
        )
        assert issued["state"] == "issued"
        name = model.Package.get(copies[0]["record_id"]).name
        model.Session.remove()
        clock.get(f"/dataset/{name}")
        assert model.meta.engine.pool.checkedout() == 0
        # one try in each pause is enough: the others are answered at once
        began = time.monotonic()
        for _ in range(5):
            clock.get("/api/3/action/package_search?q=tôm", 503)
        assert time.monotonic() - began < 6
    assert settle(app).left == {}
    assert found() == {c["record_id"] for c in copies}


def test_killed_wiped_and_restored_from_yesterday(clean_portal, app, clock):
    office = factories.office("so-y-te")
    one = factories.issued(office, title="Dân số")
    feed = clock.get("/catalog.ttl").get_data(as_text=True)
    yesterday = [
        {k: v for k, v in doc.items() if k not in ("_version_", "indexed_ts")}
        for doc in make_connection(decode_dates=False).search("*:*").docs
    ]
    with services.away("solr"):
        search_is_refused_honestly(clock)
        assert clock.get("/catalog.ttl").get_data(as_text=True) == feed
    BREAKER.answered()
    assert found() == {one.id}
    two = factories.issued(office, title="Khám bệnh", record_id=None)
    make_connection().delete(q="*:*", commit=True)
    make_connection().add(yesterday, commit=True)
    assert settle(app).found == {"missing": 1}
    assert found() == {one.id, two.id}
    assert clock.get("/catalog.ttl").get_data(as_text=True).count("a dcat:Dataset") == 2
