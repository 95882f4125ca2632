"""`/health/live`, `/health/ready` and `/metrics` tell the truth, to each what is his."""

import threading
import time
from datetime import timedelta

import pytest

from ckan import model

from ckanext.camau.health import ready
from ckanext.camau.model import Outbox, ReconcileRun
from ckanext.camau.model.base import now
from ckanext.camau.outbox import queue, run
from ckanext.camau.reconcile import run as reconciler
from tests import factories, province

OUTSIDE = {"REMOTE_ADDR": "203.0.113.7"}
PROXIED = {"X-Forwarded-For": "203.0.113.7"}


def lines(app, **how):
    return app.get("/metrics", **how).get_data(as_text=True).splitlines()


@pytest.fixture
def compared(clean_portal, app):
    with app.flask_app.test_request_context():
        reconciler.reconcile()


def test_ready_by_what_each_check_finds(compared, app):
    answer = app.get("/health/ready")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert {name: check["status"] for name, check in answer.json["checks"].items()} == dict.fromkeys(
        ("postgres", "solr", "redis", "disk", "outbox", "drift"), "ok"
    )
    for how in ({"environ_base": OUTSIDE}, {"headers": PROXIED}):
        assert app.get("/health/ready", **how).json == {"status": "ok"}
    assert app.get("/health/live", environ_base=OUTSIDE).json == {"status": "ok"}

    queue.add_index(["x"])
    model.Session.query(Outbox).update({"created": now() - timedelta(hours=1), "due": now() + timedelta(hours=1)})
    model.Session.query(ReconcileRun).update({"drifting_since": now() - timedelta(minutes=6), "left": {"missing": 3}})
    model.Session.commit()
    answer = app.get("/health/ready")
    assert answer.status_code == 503
    failed = {name: check["found"] for name, check in answer.json["checks"].items() if check["status"] == "fail"}
    assert failed["outbox"] == "1 waiting, oldest 3600 s, 0 given up"
    assert failed["drift"].endswith("3 differ")
    assert set(failed) == {"outbox", "drift"}
    assert app.get("/health/ready", environ_base=OUTSIDE).json == {"status": "fail"}


@pytest.mark.ckan_config("solr_url", "http://user:matkhau@127.0.0.1:9/solr/camau")
@pytest.mark.ckan_config("ckan.redis.url", "redis://:matkhau@127.0.0.1:9/0")
@pytest.mark.ckan_config("camau.least_free_disk", 101)
def test_not_ready_and_no_secret(app, with_plugins, clean_db):
    answer = app.get("/health/ready")
    assert answer.status_code == 503
    checks = answer.json["checks"]
    assert checks["solr"] == checks["redis"] == {"status": "fail", "found": "does not answer"}
    assert checks["disk"]["status"] == "fail"
    assert checks["drift"] == {"status": "fail", "found": "never compared"}
    assert "matkhau" not in answer.get_data(as_text=True)
    assert "127.0.0.1" not in answer.get_data(as_text=True)


def test_metrics_are_for_monitors_only(compared, app, ckan_config, monkeypatch):
    for how in ({"environ_base": OUTSIDE}, {"headers": PROXIED}):
        assert app.get("/metrics", **how).status_code == 404
    monkeypatch.setitem(ckan_config, "camau.monitors", "10.0.5.0/24 203.0.113.0/24")
    assert 'camau_index_drift{kind="missing"} 0.0' in lines(app, environ_base=OUTSIDE)
    assert app.get("/metrics", environ_base=OUTSIDE, headers=PROXIED).status_code == 404


def test_the_figures(clean_portal, app):
    office = factories.office("so-y-te")
    factories.issued(office)
    with app.flask_app.test_request_context():
        model.Session.query(Outbox).update({"done_at": now()})
        model.Session.commit()
        factories.indexing.make_connection().delete(q="*:*", commit=True)
        reconciler.reconcile()
    queue.add("mail", {"user_id": "x", "path": "/"}, "one")
    queue.add("mail", {"user_id": "y", "path": "/"}, "two")
    model.Session.flush()
    model.Session.query(Outbox).filter_by(event_key="two").update({"dead_at": now(), "error": "MailerException"})
    model.Session.commit()
    found = lines(app)
    assert 'camau_index_drift{kind="missing"} 1.0' in found
    assert 'camau_index_drift_left{kind="missing"} 0.0' in found
    assert 'camau_index_drift_repaired_total{kind="missing"} 1.0' in found
    assert "camau_outbox_pending 1.0" in found
    assert "camau_outbox_dead 1.0" in found
    assert "camau_last_edition_seq 0.0" in found
    assert any(line.startswith("camau_reconcile_last_timestamp_seconds 1.") for line in found)
    shown = province.act(factories.sysadmin().name, "camau_system_show")
    assert [task["error"] for task in shown["outbox"]["dead"]] == ["MailerException"]
    assert run.revive() == 1
    with pytest.raises(province.tk.NotAuthorized):
        province.act(office.editor.name, "camau_system_show")


def test_a_check_that_hangs_is_cut_off_and_not_begun_again():
    free, begun = threading.Event(), []
    prober = ready.Prober({"slow": lambda: begun.append(1) or free.wait(10) or "", "quick": lambda: "x"}, limit=0.2)
    start = time.monotonic()
    for _ in range(3):
        found = prober.run()
        assert (found["slow"].ok, found["slow"].said) == (False, "no answer in time")
        assert found["quick"].ok
    assert time.monotonic() - start < 2
    assert len(begun) == 1
    free.set()
