"""CVE-2026-41132: mail over STARTTLS goes only to a server that shows a certificate."""

from __future__ import annotations

import smtplib
import ssl

import pytest

from ckan.lib import mailer

from ckanext.camau.security import cve_2026_41132


class Stop(smtplib.SMTPException):
    """Raised in place of the handshake."""


@pytest.fixture
def contexts(monkeypatch):
    """A server that offers STARTTLS; what the mailer would accept from it is recorded instead of tried."""
    seen = []

    def wrap(self, sock, **kwargs):
        seen.append((self.verify_mode, self.check_hostname, kwargs.get("server_hostname")))
        raise Stop

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", wrap)
    monkeypatch.setattr(smtplib.SMTP, "connect", lambda *_, **__: (220, b""))
    monkeypatch.setattr(smtplib.SMTP, "ehlo", lambda *_, **__: (250, b""))
    monkeypatch.setattr(smtplib.SMTP, "ehlo_or_helo_if_needed", lambda *_: None)
    monkeypatch.setattr(smtplib.SMTP, "has_extn", lambda *_: True)
    monkeypatch.setattr(smtplib.SMTP, "docmd", lambda *_, **__: (220, b""))
    monkeypatch.setattr(smtplib.SMTP, "quit", lambda *_: None)
    return seen


def send():
    with pytest.raises((mailer.MailerException, Stop)):
        mailer.mail_recipient("A", "a@example.vn", "Thử", "Nội dung")


def over_starttls(test):
    for key, value in (
        ("smtp.starttls", True), ("smtp.server", "mail.example.vn:587"), ("smtp.mail_from", "cong@example.vn"),
    ):  # fmt: skip
        test = pytest.mark.ckan_config(key, value)(test)
    return test


@over_starttls
def test_the_certificate_is_checked_for_the_host(app, contexts):
    send()
    assert contexts == [(ssl.CERT_REQUIRED, True, "mail.example.vn")]


@over_starttls
def test_ckan_still_needs_the_guard(app, contexts, monkeypatch):
    """When this fails, CKAN has closed CVE-2026-41132 and the guard can go."""
    monkeypatch.setattr(smtplib.SMTP, "starttls", smtplib.SMTP.starttls.__wrapped__)
    send()
    assert contexts[0][0] == ssl.CERT_NONE
    cve_2026_41132.install()
