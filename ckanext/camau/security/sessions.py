"""Sessions on the server, in Redis, for people who log in; a guest has none.

A guest's page sets no session cookie and asks Redis nothing, so that it is there when Redis is not. Whoever
wants to log in then gets an honest 503. Logging in gives a new session id and no cookie that outlives it.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface
from flask_login import user_logged_in, user_logged_out
from flask_wtf.csrf import generate_csrf
from redis import Redis
from redis.exceptions import RedisError

from ckan.common import config, current_user
from ckan.config.middleware.common_middleware import CKANRedisSessionInterface

from ckanext.camau.security import error_pages

log = logging.getLogger(__name__)

_TIMEOUT: Final = 2.0
_LOGIN: Final = ("user.login",)


class PeopleSessions(CKANRedisSessionInterface):
    """CKAN's Redis sessions that neither start for guests nor fail them."""

    def __init__(self, app: Flask, before: SessionInterface) -> None:
        """Take over from the interface that CKAN set up, with a connection that does not wait for ever."""
        self.redis = Redis.from_url(config["ckan.redis.url"], socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT)
        app.config["SESSION_REDIS"] = self.redis
        super().__init__(app)  # type: ignore[arg-type]
        # CKAN copies Flask's settings into its own, where a connection cannot be copied
        app.config.pop("SESSION_REDIS")
        self.serializer = getattr(before, "serializer", self.serializer)

    def open_session(self, app: Flask, request: Request) -> Any:
        """Return the stored session, or a new empty one where there is none or Redis does not answer."""
        try:
            return super().open_session(app, request)
        except RedisError:
            log.warning("Redis does not answer: this request is a guest's")
            return self.session_class(sid=self._generate_sid(self.sid_length), permanent=self.permanent)

    def save_session(self, app: Flask, session: Any, response: Response) -> None:  # type: ignore[override]
        """Store what belongs to somebody; tell who just logged in when it cannot be stored."""
        if not session and self.get_cookie_name(app) not in request.cookies:
            return
        try:
            super().save_session(app, session, response)
        except RedisError:
            log.warning("Redis does not answer: a session was not stored")
            if "_user_id" in session:
                error_pages.turn_into(response, 503)

    def alive(self) -> bool:
        """Tell whether Redis answers."""
        try:
            return bool(self.redis.ping())
        except RedisError:
            return False


def install(app: Flask) -> None:
    """Set up sessions, tokens and their signals for an app of CKAN whose sessions are in Redis."""
    _tokens_for_people_only(app)
    if app.config["SESSION_TYPE"] != "redis":
        return
    sessions = PeopleSessions(app, app.session_interface)
    app.session_interface = sessions

    @app.before_request
    def login_needs_sessions() -> Response | None:
        if request.endpoint in _LOGIN and not sessions.alive():
            return error_pages.response(503)
        return None

    # kept by the app: signals hold their receivers weakly
    app.extensions["camau_sessions"] = (
        user_logged_in.connect(_renewed, app),
        user_logged_out.connect(_ended, app),
    )


def _renewed(app: Flask, **_: Any) -> None:
    """Give a new id after login, so that nobody knows it beforehand; keep no cookie beyond the session."""
    session.pop("_remember", None)
    session.pop("_remember_seconds", None)
    if isinstance(app.session_interface, PeopleSessions):
        app.session_interface.regenerate(session)  # type: ignore[arg-type]


def _ended(_app: Flask, **_: Any) -> None:
    """Remove everything at logout, but let flask-login clear its remember cookie."""
    keep = session.get("_remember")
    session.clear()
    if keep:
        session["_remember"] = keep


def _tokens_for_people_only(app: Flask) -> None:
    """Render no CSRF token for guests: their posts are not protected by one, and it would start a session."""

    def csrf_token() -> str:
        return generate_csrf() if current_user.is_authenticated else ""

    app.jinja_env.globals["csrf_token"] = csrf_token
    app.context_processor(lambda: {"csrf_token": csrf_token})
