"""The outbox: nothing is lost when a task fails, nothing is done twice, mail goes to whose turn it is."""

import email
from datetime import timedelta
from email.header import decode_header, make_header

import pytest

from ckan import model

from ckanext.camau.model import Outbox
from ckanext.camau.model.base import now
from ckanext.camau.outbox import indexing, queue, run
from tests import province
from tests.province import act
from tests.support.smtp import relay

pytestmark = pytest.mark.usefixtures("clean_portal")


def tasks(kind="index"):
    model.Session.rollback()
    return model.Session.query(Outbox).filter_by(kind=kind).order_by(Outbox.id).all()


def make_due():
    for task in model.Session.query(Outbox).filter(Outbox.done_at.is_(None)):
        task.due = now() - timedelta(seconds=1)
    model.Session.commit()


def found():
    return act(None, "package_search", q="*:*")["count"]


def test_a_record_is_issued_although_the_index_is_away_and_found_once_it_is_back(clean_portal, monkeypatch):
    place = province.build()
    rule = place.submitted("usage_rule")

    def away(*_args, **_kwargs):
        raise ConnectionError("no Solr: http://user:secret@host")

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "make_connection", away)
        assert place.step(place.head, "camau_approve", rule, act=province.document(place.head))["state"] == "issued"
    (task,) = [t for t in tasks() if t.done_at is None]
    assert (task.attempts, task.error) == (1, "ConnectionError")
    assert task.due > now()
    assert run.run_due() == 0
    make_due()
    assert run.run_due() == 1
    assert found() == 1
    assert run.pending() == 0


def test_two_workers_never_take_the_same_task(monkeypatch, app):
    taken = []

    def meanwhile(payload):
        taken.append(payload["record_ids"])
        if len(taken) == 1:
            with model.meta.engine.connect() as other:
                query = "SELECT id FROM camau_outbox WHERE done_at IS NULL ORDER BY id FOR UPDATE SKIP LOCKED"
                assert other.exec_driver_sql(query).fetchall() == []

    monkeypatch.setitem(run._HANDLERS, "index", meanwhile)
    queue.add_index(["a"])
    model.Session.commit()
    assert run.run_due() == 1
    assert taken == [["a"]]


def test_mail_tells_the_next_one_once_and_says_nothing_of_the_content(clean_portal, ckan_config, monkeypatch, app):
    with relay() as server, app.flask_app.test_request_context():
        monkeypatch.setitem(ckan_config, "camau.mail", True)
        monkeypatch.setitem(ckan_config, "smtp.server", server.address)
        monkeypatch.setitem(ckan_config, "smtp.starttls", False)
        monkeypatch.setitem(ckan_config, "smtp.mail_from", "cong@example.vn")
        place = province.build()
        copy = place.submitted(title="Tên chưa công bố")
        assert [t.payload["user_id"] for t in tasks("mail")] == [model.User.get(place.head).id]
        server.refuse = "451 later"
        run.run_due()
        assert server.messages == []
        server.refuse = ""
        make_due()
        run.run_due()
        run.run_due()
    (message,) = server.messages
    parsed = email.message_from_string(message)
    assert parsed["To"].endswith(f"<{model.User.get(place.head).email}>")
    subject = str(make_header(decode_header(parsed["Subject"])))
    bodies = [p.get_payload(decode=True).decode() for p in parsed.walk() if not p.is_multipart()]
    assert "việc" in subject
    assert f"/review/{copy['id']}" in bodies[0]
    assert "Tên chưa công bố" not in subject + "".join(bodies)


def test_an_event_mails_an_account_once(clean_portal, app):
    for _ in range(2):
        queue.add("mail", {"user_id": "x", "path": "/"}, "event:x")
    model.Session.commit()
    assert len(tasks("mail")) == 1
