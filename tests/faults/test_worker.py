"""A worker killed over its work (F11): a mail goes out at most once, indexing goes on, what fails for good is told."""

import os
import subprocess
import sys
from datetime import timedelta

from ckan import model
from ckan.tests import factories as core

from ckanext.camau.model import Outbox
from ckanext.camau.model.base import now
from ckanext.camau.outbox import queue, run
from tests import factories
from tests.support.smtp import relay


def tasks():
    model.Session.rollback()
    return model.Session.query(Outbox).order_by(Outbox.id).all()


def test_killed_over_a_mail(clean_portal, ckan_config, monkeypatch, app, pytestconfig):
    user = core.User()
    with relay() as server, app.flask_app.test_request_context():
        settings = {"smtp.server": server.address, "smtp.starttls": False, "smtp.mail_from": "cong@example.vn"}
        for key, value in settings.items():
            monkeypatch.setitem(ckan_config, key, value)
        queue.add("mail", {"user_id": user["id"], "path": "/x"}, "event:x")
        model.Session.commit()
        env = {**os.environ, "CKAN_SMTP_SERVER": server.address, "CKAN_SMTP_MAIL_FROM": "cong@example.vn"}
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.worker_process", pytestconfig.option.ckan_ini],
            stdout=subprocess.PIPE, text=True, env=env,
        )  # fmt: skip
        assert process.stdout
        assert process.stdout.readline() == "sent\n"
        process.kill()
        process.wait()
        assert run.run_due() == 0  # nobody takes it up again
        model.Session.query(Outbox).update({"begun_at": now() - timedelta(minutes=11)})
        assert run.bury_lost() == 1
        model.Session.commit()
        assert run.run_due() == 0
    assert len(server.messages) == 1
    (task,) = tasks()
    assert (task.done_at, task.error) == (None, "Interrupted")
    assert task.dead_at


def test_what_fails_too_often_is_given_up_and_told(clean_portal, ckan_config, monkeypatch, app):
    monkeypatch.setitem(ckan_config, "camau.outbox_attempts", 3)

    def fails(_payload):
        raise ConnectionError("http://user:matkhau@relay")

    monkeypatch.setitem(run._HANDLERS, "mail", fails)
    queue.add("mail", {"user_id": "x", "path": "/"}, "event:y")
    model.Session.commit()
    for _ in range(5):
        model.Session.query(Outbox).update({"due": now()})
        model.Session.commit()
        run.run_due()
    (task,) = tasks()
    assert (task.attempts, task.error, run.pending()) == (3, "ConnectionError", 0)
    admin = factories.sysadmin()
    page = app.get("/tasks", headers=admin.headers).get_data(as_text=True)
    assert "1 tác vụ nền đã dừng" in page
    assert "matkhau" not in page
    assert "camau_outbox_dead 1.0" in app.get("/metrics").get_data(as_text=True)
    assert run.revive([task.id]) == 1
    monkeypatch.setitem(run._HANDLERS, "mail", lambda _payload: None)
    model.Session.commit()
    assert run.run_due() == 1
    assert "tác vụ nền đã dừng" not in app.get("/tasks", headers=admin.headers).get_data(as_text=True)
