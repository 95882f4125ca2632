"""Turns the log lines of the services into one readable line an event; what says nothing to a person is dropped."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

#: As written by the web server (see `site.ACCESS_LOG`): status, milliseconds, method, address.
ACCESS: Final = re.compile(r"^access (?P<status>\d+) (?P<ms>\d+) (?P<method>\w+) (?P<address>.*)$")
#: As written by CKAN's loggers (see deploy/portal.ini).
LOGGED: Final = re.compile(r"^[\d-]+ [\d:,]+ (?P<level>[A-Z]+) \[(?P<logger>[^\]]+)\] (?P<text>.*)$")
STATIC: Final = re.compile(r"^/(base|webassets|public|camau/|favicon|robots|api/i18n|api/3/action/status_show)")
#: The last line of a traceback: the exception and its message.
RAISED: Final = re.compile(r"^[\w.]+(Error|Exception|Warning|Interrupt|NotFound|Conflict)\b.*")
FAILED: Final = re.compile(r"\b(ERROR|FATAL|PANIC|SEVERE)\b")
SERVER_ERROR: Final = 500
CLIENT_ERROR: Final = 400


def readable(source: str, line: str) -> str | None:
    """Return what to tell about one log line of a service, or None for noise."""
    if source in ("web", "worker"):
        return _of_ckan(line)
    return line.strip() if FAILED.search(line) else None


def _of_ckan(line: str) -> str | None:
    if match := ACCESS.match(line):
        return _request(match)
    if match := LOGGED.match(line):
        prefix = {"INFO": "", "WARNING": "warning: "}.get(match["level"], f"{match['level']}: ")
        return None if match["level"] == "DEBUG" else f"{prefix}{match['text']}"
    if RAISED.match(line):
        return f"ERROR: {line.strip()}"
    return None


def _request(match: re.Match[str]) -> str | None:
    status = int(match["status"])
    if STATIC.match(match["address"]) and status < CLIENT_ERROR:
        return None
    mark = "ERROR: " if status >= SERVER_ERROR else ""
    return (
        f"{mark}{match['method']} {unquote(match['address'].rstrip('?'))} → {status}, {int(match['ms']) / 1000:.2f} s"
    )
