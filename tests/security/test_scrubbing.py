"""Abuse line 53: what leaves in bodies and logs holds no address with a password, no SQL, no path, no token."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError

from ckan.lib.search import SearchIndexError

from ckanext.camau.security import log_scrubber

SECRET = "http://user:matkhau@solr.noi-bo:8983/solr SELECT * FROM user /etc/ckan/ckan.ini"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (SearchIndexError(SECRET), 503),
        (RuntimeError(SECRET), 500),
        (ProgrammingError(SECRET, {}, Exception(SECRET)), 500),
        (OperationalError(SECRET, {}, Exception(SECRET)), 503),
    ],
)
@pytest.mark.usefixtures("clean_portal")
def test_53_api_bodies(api, monkeypatch, error, status):
    from ckan import logic

    def fail(*_):
        raise error

    logic.get_action("status_show")
    monkeypatch.setitem(logic._actions, "license_list", fail)
    answer = api("license_list")
    assert answer.status_code == status
    text = answer.get_data(as_text=True)
    assert not any(word in text for word in ("matkhau", "solr", "SELECT", "/etc/", "Traceback"))
    assert answer.json["success"] is False
    assert answer.json["error"]["message"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Failed to connect to 'http://user:mat@khau@host:8983/solr'", "http://user:***@host:8983/solr"),
        ("Received API Token: eyJ0eXAiOi[...]. Identified", "Received API Token: *** Identified"),
        ("postgresql://ckan:p4ss@db/ckan", "postgresql://ckan:***@db/ckan"),
        ("{'Authorization': 'eyJhbGciOi'}", "{'Authorization': '***'}"),
    ],
)
def test_53_logs(written, kept):
    assert kept in log_scrubber.scrub(written)


def test_53_tracebacks_in_logs_are_clean_too():
    error = ValueError(SECRET)
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "failed: %s", (SECRET,), (ValueError, error, None))
    assert log_scrubber.Scrubber().filter(record)
    assert "matkhau" not in logging.Formatter().format(record)
