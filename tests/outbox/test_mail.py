"""Mail over a real relay: at most once, valid headers (FC-94), no unissued content, plugins asked, the daily digest."""

import email
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.header import decode_header, make_header

import pytest

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.cli.cli import ckan

from ckanext.camau.dates import ZONE, today
from ckanext.camau.deadlines import due
from ckanext.camau.inbox import digest
from ckanext.camau.model import Outbox
from ckanext.camau.model.base import now
from ckanext.camau.outbox import mail, run
from tests import province
from tests.province import act
from tests.support.smtp import relay

pytestmark = pytest.mark.usefixtures("clean_portal")

SITE_TITLE = 'Cổng dữ liệu tỉnh Cà Mau (thử, "beta")'


@pytest.fixture
def server(app, ckan_config, monkeypatch):
    with relay() as running, app.flask_app.test_request_context():
        settings = {
            "camau.mail": True, "smtp.server": running.address, "smtp.starttls": False,
            "smtp.mail_from": "cong@example.vn", "ckan.site_title": SITE_TITLE,
        }  # fmt: skip
        for key, value in settings.items():
            monkeypatch.setitem(ckan_config, key, value)
        yield running


def queued(event="event", login=None, kind="task"):
    user = model.User.get(login)
    mail.ask(event, [user.id], "/tasks", kind)
    model.Session.commit()
    return user


def rows():
    model.Session.rollback()
    return model.Session.query(Outbox).filter_by(kind="mail").order_by(Outbox.id).all()


def make_due():
    for task in model.Session.query(Outbox).filter(Outbox.done_at.is_(None)):
        task.due = now() - timedelta(seconds=1)
    model.Session.commit()


def sent(message):
    parsed = email.message_from_string(message)
    parts = [part for part in parsed.walk() if not part.is_multipart()]
    bodies = [part.get_payload(decode=True).decode() for part in parts]
    return parsed, str(make_header(decode_header(parsed["Subject"]))), bodies


def said(name):
    return str(make_header(decode_header(name)))


def failures(login):
    return act(login, "camau_mail_failure_list")


def test_a_refused_mail_is_tried_again_and_shown_and_headers_are_valid(server):
    place = province.build()
    user = model.User.get(place.head)
    user.fullname = 'Nguyễn, "Văn" A\r\nBcc: all@example.vn'
    model.Session.commit()
    queued(login=place.head)
    for refusal in ("451 later", "554 no"):
        server.refuse = refusal
        make_due()
        assert run.run_due(kinds=("mail",)) == 0
    shown = failures(place.admin)
    assert shown["count"] == 1
    assert (shown["results"][0]["state"], shown["results"][0]["attempts"]) == ("waiting", 2)
    assert failures(place.focal)["count"] == 1
    for login in (place.head, place.clerk, None):
        with pytest.raises(tk.NotAuthorized):
            failures(login)

    server.refuse = ""
    make_due()
    assert run.run_due(kinds=("mail",)) == 1
    make_due()
    run.run_due(kinds=("mail",))
    (message,) = server.messages
    parsed, subject, bodies = sent(message)
    assert parsed["Bcc"] is None
    assert parsed["From"].endswith("<cong@example.vn>")
    # one address in each header, and the name that was meant
    addresses = {key: email.utils.getaddresses([parsed[key]]) for key in ("From", "To")}
    assert [(said(name), address) for name, address in addresses["To"]] == [
        ("Nguyễn Văn A Bcc all example vn", user.email)
    ]
    assert [(said(name), address) for name, address in addresses["From"]] == [
        ("Cổng dữ liệu tỉnh Cà Mau thử beta", "cong@example.vn")
    ]
    assert subject.startswith("[")
    assert [part.get_content_type() for part in parsed.walk()][1:] == ["text/plain", "text/html"]
    assert all("/tasks" in body for body in bodies)
    assert failures(place.admin)["count"] == 0


@pytest.mark.parametrize(
    ("hang_up", "again", "state"),
    [("EHLO", 1, "waiting"), ("DATA", 0, "given_up"), ("QUIT", 0, None)],
)
def test_what_may_have_arrived_is_never_sent_again(server, hang_up, again, state):
    place = province.build()
    queued(login=place.head)
    server.hang_up = hang_up
    run.run_due(kinds=("mail",))
    taken = len(server.messages)
    assert taken == (0 if hang_up == "EHLO" else 1)
    assert [row["state"] for row in failures(place.admin)["results"]] == ([state] if state else [])
    server.hang_up = ""
    make_due()
    assert run.run_due(kinds=("mail",)) == again
    assert len(server.messages) == taken + again == 1


def test_a_relay_that_is_down_keeps_no_step_back_and_loses_nothing(server, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "smtp.server", "127.0.0.1:1")
    place = province.build()
    copy = place.submitted("usage_rule")
    assert copy["state"] == "submitted"
    assert run.run_due(kinds=("mail",)) == 0
    assert [row.done_at for row in rows()] == [None]
    monkeypatch.setitem(ckan_config, "smtp.server", server.address)
    make_due()
    run.run_due(kinds=("mail",))
    assert len(server.messages) == 1


def test_plugins_are_asked_first_and_may_take_a_notice_over(server, monkeypatch):
    place = province.build()
    plugin, heard = p.get_plugin("camau"), []
    real = plugin.notify_about_topic

    def topic(already, name, details=None):
        heard.append((name, (details or {}).get("kind")))
        return real(already, name, details) or (details or {}).get("kind") == "returned"

    sending = plugin.notify_recipient

    def recipient(already, name, address, *rest):
        heard.append(("recipient", address))
        return sending(already, name, address, *rest)

    monkeypatch.setattr(plugin, "notify_about_topic", topic)
    monkeypatch.setattr(plugin, "notify_recipient", recipient)
    user = queued("a", place.head)
    queued("b", place.head, "returned")
    assert run.run_due(kinds=("mail",)) == 2
    assert heard == [(mail.TOPIC, "task"), ("recipient", user.email), (mail.TOPIC, "returned")]
    assert len(server.messages) == 1


def test_who_is_told_of_which_step_acting_persons_included_and_never_of_the_content(server):
    place = province.build()
    deputy = province.factories.User()["name"]
    first, last = today().isoformat(), (today() + timedelta(days=5)).isoformat()
    act(place.head, "camau_delegation_create", from_user=place.head, to_user=deputy, role="agency_head",
        agency=place.org, valid_from=first, valid_to=last, document="Số 1")  # fmt: skip
    title = "Nghêu chưa công bố"
    copy = place.submitted("database", title=title)
    returned = place.step(place.head, "camau_return", copy, note="Lý do riêng", reasons=["wrong_content"])
    copy = place.appraised("database", returned)
    place.issue(place.edition(copy))
    run.run_due(kinds=("mail",))
    logins = {model.User.get(name).id: name for name in (place.editor, place.head, deputy, place.focal, place.clerk)}
    told = [(row.payload["kind"], logins[row.payload["user_id"]]) for row in rows()]
    assert sorted(told) == sorted([
        ("task", place.head), ("task", deputy), ("returned", place.editor), ("task", place.head), ("task", deputy),
        ("task", place.focal), ("draft", place.clerk), ("edition", place.editor), ("edition", place.head),
        ("edition", deputy),
    ])  # fmt: skip
    assert len(server.messages) == len(told)
    for message in server.messages:
        parsed, subject, bodies = sent(message)
        assert parsed["To"].count("@") == 1
        whole = subject + "".join(bodies)
        assert title not in whole
        assert copy["data"]["code"] not in whole
        assert "Lý do riêng" not in whole


@contextmanager
def digest_of_today():
    made = digest.ask()
    model.Session.commit()
    yield made
    run.run_due(kinds=("mail",))


def test_the_digest_sums_up_once_a_day_for_those_who_want_it(server):
    place = province.build()
    waiting = [place.submitted("usage_rule", title=f"Quy chế kín {n}") for n in range(3)]
    due.end([waiting[0]["id"]])
    due.start("working_copy", waiting[0]["id"], "obstacle_provider", datetime(2026, 1, 5, 8, tzinfo=ZONE))
    model.Session.query(Outbox).filter_by(kind="mail").delete()
    model.Session.commit()
    act(place.clerk, "camau_mail_choice_update", digest=False)
    assert act(place.clerk, "camau_mail_choice_show") == {"digest": False}
    with digest_of_today() as made:
        readers = {row.payload["user_id"] for row in rows()}
        assert made == len(readers)
        assert model.User.get(place.head).id in readers
        assert model.User.get(place.clerk).id not in readers
    # only who has something waiting is written to
    (message,) = server.messages
    parsed, subject, bodies = sent(message)
    assert email.utils.parseaddr(parsed["To"])[1] == model.User.get(place.head).email
    assert "3 việc" in subject
    assert "1 việc quá hạn" in subject
    assert "quá hạn" in bodies[0]
    assert "2 × " in bodies[0]
    assert "/tasks" in bodies[0]
    assert "Quy chế kín" not in subject + "".join(bodies)
    with digest_of_today() as made:
        assert made == 0
    assert len(server.messages) == 1


def test_the_digest_goes_out_in_office_hours_of_working_days_for_that_day_alone(server, ckan_config, monkeypatch):
    place = province.build()
    place.submitted("usage_rule")
    hours = {
        "2026-11-25T06:59": False, "2026-11-25T07:00": True, "2026-11-25T17:59": True, "2026-11-25T18:00": False,
        "2026-11-24T08:00": False, "2026-11-28T08:00": False, "2026-08-22T08:00": True, "2026-01-10T08:00": False,
    }  # fmt: skip
    assert {at: digest.is_time(datetime.fromisoformat(at).replace(tzinfo=ZONE)) for at in hours} == hours
    days = [{"day": "2026-01-10", "kind": "working", "name": "làm bù"}]
    act(place.focal, "camau_calendar_update", days=days, document="Số 1")
    assert digest.is_time(datetime(2026, 1, 10, 8, tzinfo=ZONE))
    monkeypatch.setitem(ckan_config, "camau.digest_hour", 9)
    assert not digest.is_time(datetime(2026, 11, 25, 8, tzinfo=ZONE))
    monkeypatch.setitem(ckan_config, "camau.mail", False)
    assert not digest.is_time(datetime(2026, 11, 25, 10, tzinfo=ZONE))
    assert digest.letter(model.User.get(place.head), "2026-01-01", "x") is None


def test_the_command_queues_the_digest_of_the_day(server, cli):
    place = province.build()
    place.submitted("usage_rule")
    before = len(rows())
    result = cli.invoke(ckan, ["camau", "digest", "--anyway"])
    assert not result.exit_code, result.output
    assert len(rows()) > before
    again = len(rows())
    assert not cli.invoke(ckan, ["camau", "digest", "--anyway"]).exit_code
    assert len(rows()) == again
