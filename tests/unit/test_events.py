"""One readable line an event, no noise."""

from __future__ import annotations

import pytest
from portal.events import readable


@pytest.mark.parametrize(
    ("source", "line", "told"),
    [
        ("web", "access 200 120 GET /dataset/?q=%C4%91%E1%BA%A5t", "GET /dataset/?q=đất → 200, 0.12 s"),
        ("web", "access 200 5 GET /?", "GET / → 200, 0.01 s"),
        ("web", "access 500 40 POST /api/3/action/x?", "ERROR: POST /api/3/action/x → 500, 0.04 s"),
        ("web", "access 200 3 GET /webassets/base/main.css?", None),
        ("web", "access 404 3 GET /webassets/base/gone.css?", "GET /webassets/base/gone.css → 404, 0.00 s"),
        ("worker", "2026-11-25 02:12:18,089 INFO [ckanext.camau.outbox] Sent 3 mails", "Sent 3 mails"),
        ("web", "2026-11-25 02:12:18,089 WARNING [ckan.lib] Odd", "warning: Odd"),
        ("web", "2026-11-25 02:12:18,089 DEBUG [ckan.lib] Detail", None),
        ("web", "sqlalchemy.exc.OperationalError: gone", "ERROR: sqlalchemy.exc.OperationalError: gone"),
        ("web", '  File "x.py", line 3, in f', None),
        ("postgres", "2026-11-25 02:12:18 UTC [1] LOG:  checkpoint starting", None),
        ("postgres", "2026-11-25 02:12:18 UTC [1] FATAL:  no", "2026-11-25 02:12:18 UTC [1] FATAL:  no"),
    ],
)
def test_events(source: str, line: str, told: str | None):
    assert readable(source, line) == told
