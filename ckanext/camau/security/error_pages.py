"""What people and programs read when something fails: the right status, Vietnamese words, no inside.

No URL of Solr, no SQL, no path leaves; they stand in the log, without passwords.
"""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from flask import Flask, Response, g, has_request_context, make_response, request
from markupsafe import escape
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

import ckan.plugins.toolkit as tk
from ckan.lib import base
from ckan.lib.search import SearchError, SearchIndexError, SearchQueryError, SolrConnectionError

from ckanext.camau.workflow.messages import N_

log = logging.getLogger(__name__)

_RETRY_SECONDS: Final = "60"
_SOLR_AWAY: Final = "camau_solr_away"
_INTERRUPTED: Final = "camau_interrupted"


class Answer(NamedTuple):
    """The status of a failed API call and its message (an English msgid)."""

    status: int
    msgid: str


_UNAVAILABLE: Final = N_("The service is interrupted. Try again in a few minutes.")
_INDEX: Final = N_("The search service does not answer. Try again later.")
_READ_ONLY: Final = N_("The portal can only be read at the moment. Nothing was saved. Try again later.")
_BUSY: Final = N_("Somebody else is saving here at the moment. Nothing was saved. Try again in a minute.")
_BROKEN: Final = N_("Something went wrong on the portal. The administrators have been told.")

#: By what core's API calls the error.
_API: Final[dict[str, Answer]] = {
    "Search Query Error": Answer(400, N_("The search cannot be read. Check its parameters.")),
    "Search Error": Answer(400, N_("The search cannot be read. Check its parameters.")),
    "Search Index Error": Answer(503, _INDEX),
    "Search Connection Error": Answer(503, _INDEX),
    "Internal Server Error": Answer(500, _BROKEN),
    "Integrity Error": Answer(400, N_("The data sent cannot be read.")),
}

_PAGES: Final[dict[type[Exception], Answer]] = {
    SolrConnectionError: Answer(503, _INDEX),
    SearchIndexError: Answer(503, _INDEX),
    SearchQueryError: Answer(400, N_("The search cannot be read. Check its parameters.")),
    SearchError: Answer(503, _INDEX),
    RedisError: Answer(503, _UNAVAILABLE),
    # views of core and of plugins that let an action's refusal through
    tk.ObjectNotFound: Answer(404, N_("Not found or not published.")),
    tk.NotAuthorized: Answer(403, N_("You may not do this.")),
    PoolTimeoutError: Answer(503, _UNAVAILABLE),
}

#: What the page for 503 adds to its general words.
_REASONS: Final = frozenset({_READ_ONLY, _BUSY, _INDEX})

#: By what PostgreSQL calls the error (SQLSTATE).
_BY_STATE: Final = {
    "25006": _READ_ONLY,
    "55P03": _BUSY,
    "40P01": _BUSY,
}


def install(app: Flask) -> None:
    """Register pages for what can fail, and the scrubbing of the API's error bodies."""
    for kind, answer in _PAGES.items():
        app.register_error_handler(kind, _handler(answer))
    app.register_error_handler(DBAPIError, _database_page)
    app.after_request(scrubbed)
    # Core's API answers 500 for all that it does not know, and tells only its log what it was.
    api_log = logging.getLogger("ckan.views.api")
    if _witness not in api_log.filters:
        api_log.addFilter(_witness)


def interruption(error: BaseException | None) -> str | None:
    """Return the sentence (an English msgid) for an error that passes without anybody's doing; None for another."""
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "pgcode", None)
        if state in _BY_STATE:
            return _BY_STATE[state]
        return _UNAVAILABLE if isinstance(error, OperationalError) or error.connection_invalidated else None
    return _UNAVAILABLE if isinstance(error, (RedisError, PoolTimeoutError)) else None


def _database_page(error: Exception) -> Response:
    log.error("%s: %s", type(error).__name__, error)
    passing = interruption(error)
    return response(503, passing) if passing else response(500, _BROKEN)


def _witness(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if has_request_context() and (msgid := interruption(error)):
        setattr(g, _INTERRUPTED, msgid)
    return True


def _handler(answer: Answer) -> Any:
    def handle(error: Exception) -> Response:
        log.error("%s: %s", type(error).__name__, error)
        return response(answer.status, answer.msgid)

    return handle


def response(status: int, msgid: str = _UNAVAILABLE) -> Response:
    """Return a whole error page; a plain one when even the template cannot be rendered; JSON to clients of the API."""
    message = tk._(msgid)
    return said(status, message, message if msgid in _REASONS else "")


def said(status: int, message: str, reason: str = "") -> Response:
    """Return a whole error page with a sentence in the reader's language; JSON to clients of the API."""
    if request.path.startswith("/api/"):
        error = {"__type": HTTPStatus(status).phrase, "message": message}
        body = json.dumps({"success": False, "error": error}, ensure_ascii=False)
        return _with_retry(Response(body, status, content_type="application/json;charset=utf-8"))
    told = {"code": status, "content": message, "name": "", "reason": reason}
    try:
        page = base.render("error_document_template.html", told)
    except Exception:  # noqa: BLE001 - the page about a failure must not fail
        head = f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>{status}</title>'
        page = f"{head}<p>{escape(message)}</p>"
    made = make_response(page, status)
    return _with_retry(made)


def solr_is_away() -> None:
    """Note that Solr did not answer in this request: core's views would call that an error of their own."""
    if has_request_context():
        setattr(g, _SOLR_AWAY, True)


def turn_into(answer: Response, status: int, msgid: str = _UNAVAILABLE) -> None:
    """Turn an answer that is about to leave into an error page, with nothing left of what it said."""
    page = response(status, msgid)
    answer.headers.remove("Location")
    answer.headers.remove("Set-Cookie")
    answer.status_code = page.status_code
    answer.set_data(page.get_data())
    answer.mimetype = "text/html"
    _with_retry(answer)


def scrubbed(answer: Response) -> Response:
    """Replace what core says of an inner failure by its status and one sentence."""
    if answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR and g.get(_SOLR_AWAY, False) and not answer.is_json:
        turn_into(answer, HTTPStatus.SERVICE_UNAVAILABLE, _INDEX)
    _with_retry(answer)
    if request.endpoint != "api.action" or answer.status_code < HTTPStatus.BAD_REQUEST or not answer.is_json:
        return answer
    body = answer.get_json(silent=True)
    error = body.get("error") if isinstance(body, dict) else None
    ours = _API.get(str(error.get("__type"))) if isinstance(error, dict) else None
    if not (ours and body and error):
        return answer
    if passing := g.get(_INTERRUPTED):
        ours = Answer(HTTPStatus.SERVICE_UNAVAILABLE, passing)
    body["error"] = {"__type": error["__type"], "message": tk._(ours.msgid)}
    answer.set_data(json.dumps(body, ensure_ascii=False))
    answer.status_code = ours.status
    return _with_retry(answer)


def _with_retry(answer: Response) -> Response:
    if answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = _RETRY_SECONDS
        answer.headers["Cache-Control"] = "no-store"
    return answer
