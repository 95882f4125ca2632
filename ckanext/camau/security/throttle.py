"""Guessing is slowed down: logins by account and by address, links to a password, API tokens, searches by address.

Counters live in Redis and end by themselves. A person who is slowed down reads how long, in Vietnamese, with
``Retry-After``; the answer is the same whether an account exists. Without Redis nobody logs in (sessions need it)
and no link is mailed; reading goes on.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from flask import Flask, Response, current_app, g, make_response, request
from flask_login import current_user, user_logged_in
from passlib.handlers.pbkdf2 import pbkdf2_sha512
from redis import Redis
from redis.exceptions import RedisError

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau import config
from ckanext.camau.model import Audit
from ckanext.camau.security import error_pages
from ckanext.camau.workflow.messages import N_

log = logging.getLogger(__name__)

_TOO_MANY: Final = N_("Too many attempts. Try again in {minutes} minutes.")
_TOO_FAST: Final = N_("Too many requests from your address. Try again in a minute.")
_SEARCHES: Final = frozenset({
    "package_search", "datastore_search", "resource_search", "current_package_list_with_resources",
})  # fmt: skip
_SEARCH_PAGES: Final = ("dataset.search", "camau_search.", "datastore.dump", "feeds.custom")
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})


@dataclass(frozen=True)
class Limit:
    """So many events for one key within so many seconds."""

    name: str
    most: int
    seconds: int

    def count(self, key: str) -> int:
        """Count one event; return how many there were in the time under way.

        :raises RedisError: Redis does not answer
        """
        place = self._place(key)
        with _redis().pipeline() as pipe:
            pipe.incr(place)
            pipe.expire(place, self.seconds, nx=True)
            return int(pipe.execute()[0])

    def uncount(self, key: str) -> None:
        """Take one event back."""
        if _redis().exists(self._place(key)):
            _redis().decr(self._place(key))

    def left(self, key: str) -> int:
        """Return the seconds until the count for a key begins anew."""
        return max(int(_redis().ttl(self._place(key))), 1)

    def forget(self, key: str) -> None:
        """Begin anew for a key."""
        _redis().delete(self._place(key))

    def _place(self, key: str) -> str:
        return f"camau:limit:{self.name}:{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def _redis() -> Redis:
    found: Any = getattr(current_app.session_interface, "redis", None)
    if found is None:
        found = Redis.from_url(tk.config["ckan.redis.url"], socket_timeout=2.0, socket_connect_timeout=2.0)
    return found


def limits() -> dict[str, Limit]:
    """Return the limits in force, by what they count."""
    seconds = config.login_seconds()
    return {
        "account": Limit("login-account", config.login_attempts(), seconds),
        "address": Limit("login-address", config.login_attempts() * 6, seconds),
        "reset": Limit("reset-account", 3, 3600),
        "reset-address": Limit("reset-address", 30, 3600),
        "token": Limit("token-address", config.login_attempts() * 6, seconds),
        "search": Limit("search-address", config.searches_a_minute(), 60),
    }


def install(app: Flask) -> None:
    """Count what is tried, before the views of it run."""
    app.before_request(_check)
    app.extensions["camau_throttle"] = user_logged_in.connect(_welcome, app)


def address() -> str:
    """Return who asks: the peer, or what our own proxies say of it (``camau.proxies`` of them)."""
    hops = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    number = config.proxies()
    return hops[-number] if 0 < number <= len(hops) else (request.remote_addr or "")


def _check() -> Response | None:
    try:
        if request.method == "POST" and request.endpoint == "user.login" and not current_user.is_authenticated:
            return _login()
        if request.method == "POST" and request.endpoint == "user.request_reset":
            return _reset()
        if request.headers.get(tk.config["apitoken_header_name"]) and not current_user.is_authenticated:
            return _bad_token()
        return _search()
    except RedisError:
        log.warning("Redis does not answer: attempts are not counted")
        closed = request.endpoint in ("user.login", "user.request_reset")
        return error_pages.response(HTTPStatus.SERVICE_UNAVAILABLE) if closed else None


def _login() -> Response | None:
    """Count an attempt before the password is looked at, by what was typed, whether there is such an account or not."""
    typed = _typed("login")
    known = limits()
    for limit, key in ((known["address"], address()), (known["account"], _one_account(typed))):
        seen = limit.count(key)
        if seen > limit.most:
            if seen == limit.most + 1:
                _tell("login_throttled", typed, limit)
            return _refused(limit, key)
    return None


def _reset() -> Response | None:
    """Refuse an address that floods; for one account a link is mailed three times an hour, and nobody is told."""
    typed, known = _typed("user"), limits()
    if known["reset-address"].count(address()) > known["reset-address"].most:
        return _refused(known["reset-address"], address())
    seen = known["reset"].count(_one_account(typed))
    g.camau_no_reset_mail = seen > known["reset"].most
    if seen == known["reset"].most + 1:
        _tell("reset_throttled", typed, known["reset"])
    return None


def _bad_token() -> Response | None:
    limit = limits()["token"]
    seen = limit.count(address())
    if seen == limit.most + 1:
        _tell("token_throttled", "", limit)
    return _refused(limit, address()) if seen > limit.most else None


def _search() -> Response | None:
    """Bound what costs most; whoever reads pages of the feed is not counted, nor the machine itself."""
    endpoint = request.endpoint or ""
    action = str((request.view_args or {}).get("logic_function") or "") if endpoint == "api.action" else ""
    if action not in _SEARCHES and not endpoint.startswith(_SEARCH_PAGES):
        return None
    limit, who = limits()["search"], address()
    if not limit.most or who in _LOOPBACK:
        return None
    return _refused(limit, who, _TOO_FAST) if limit.count(who) > limit.most else None


def _welcome(_app: Flask, user: model.User, **_: Any) -> None:
    """A right password begins the account's count anew, and is no attempt of its address."""
    try:
        limits()["account"].forget(user.id)
        limits()["address"].uncount(address())
    except RedisError:
        log.warning("Redis does not answer: attempts are not counted")


def _typed(field: str) -> str:
    return str(request.form.get(field) or "").replace("\x00", "").strip()[:200]


def _account(typed: str) -> model.User | None:
    """Return the account whose name or e-mail was typed."""
    return (model.User.by_name(typed) or model.User.by_email(typed)) if typed else None


def _one_account(typed: str) -> str:
    """Return one key for the name and the e-mail of an account, and one for what is no account."""
    user = _account(typed)
    return user.id if user else typed.casefold()


def _tell(action: str, typed: str, limit: Limit) -> None:
    """Leave one line in the audit trail for each time under way, not one for each attempt."""
    user = _account(typed)
    subject = user.id if user else "-"
    detail = {"address": address(), "limit": limit.name, "most": limit.most, "seconds": limit.seconds}
    line = Audit(actor="-", person="-", action=action, subject_kind="account", subject_id=subject, detail=detail)
    model.Session.add(line)
    model.Session.commit()


def _refused(limit: Limit, key: str, msgid: str = _TOO_MANY) -> Response:
    seconds = limit.left(key)
    message = tk._(msgid).format(minutes=(seconds + 59) // 60)
    if (request.endpoint or "").startswith("api."):
        error = {"success": False, "error": {"__type": "Too Many Requests", "message": message}}
        answer = make_response(error, HTTPStatus.TOO_MANY_REQUESTS)
    else:
        answer = error_pages.said(HTTPStatus.TOO_MANY_REQUESTS, message)
    answer.headers["Retry-After"] = str(seconds)
    answer.headers["Cache-Control"] = "no-store"
    return answer


class LoginHooks:
    """IAuthenticator: what takes as long for an account that is not there as for one that is."""

    def authenticate(self, identity: Any) -> None:
        """Look at a password of nobody where core would not look at any; core decides."""
        typed = str(identity.get("login") or "")
        user = _account(typed)
        if user is None or not user.is_active:
            pbkdf2_sha512.verify(str(identity.get("password") or "-"), _NOBODY)


#: A hash as CKAN makes them, of nothing that anybody types.
_NOBODY: Final = "$pbkdf2-sha512$25000$" + "A" * 22 + "$" + "A" * 86
