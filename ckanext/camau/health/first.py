"""Health pages are answered before CKAN looks for the user: they must answer when the database does not."""

from __future__ import annotations

import time
from typing import Final

from flask import Flask, Response, g, request

BLUEPRINT: Final = "camau_health"


def install(app: Flask) -> None:
    """Put the short way before everything else that CKAN does with a request."""

    def answered() -> Response | None:
        if request.blueprint != BLUEPRINT or request.method not in ("GET", "HEAD"):
            return None
        # CKAN reports at the end how long a request took
        setattr(g, "__timer", time.time())
        return app.ensure_sync(app.view_functions[str(request.endpoint)])()

    app.before_request_funcs.setdefault(None, []).insert(0, answered)
