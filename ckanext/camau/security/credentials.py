"""What somebody proves himself by, and when it ends: sessions and API tokens die with password, role and account.

A session carries a stamp of the password and of the last role that was taken away; it ends with the next request
when either changed. API tokens of the account are removed in the same moments, and none lives longer than 90 days.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa
from flask import Flask, has_request_context, session
from flask_login import user_logged_in

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.common import config

from ckanext.camau.model import Role

STAMP: Final = "camau_stamp"
LONGEST_DAYS: Final = 90
_DAY: Final = 86_400
_LEEWAY: Final = 60


def stamp(user: model.User) -> str:
    """Return what a session of this account must carry."""
    taken = model.Session.scalar(sa.select(sa.func.max(Role.revoked_at)).where(Role.user_id == user.id))
    basis = f"{user.id}|{user.password}|{taken.isoformat() if taken else ''}"
    return hmac.new(str(config["SECRET_KEY"]).encode(), basis.encode(), hashlib.sha256).hexdigest()


def install(app: Flask) -> None:
    """Stamp sessions at login."""
    app.extensions["camau_credentials"] = user_logged_in.connect(_stamped, app)


def _stamped(_app: Flask, user: model.User, **_: Any) -> None:
    session[STAMP] = stamp(user)


def end(user_id: str) -> None:
    """Remove the API tokens of an account; adds to the caller's transaction."""
    model.Session.query(model.ApiToken).filter(model.ApiToken.user_id == user_id).delete(synchronize_session=False)


def after_change(context: Any, before: tuple[str, str] | None, user_id: str) -> None:
    """End what was proved by an older password or state of an account; the person who changed it stays logged in."""
    user = model.User.get(user_id)
    if user is None or before is None or before == (user.password, user.state):
        return
    end(user.id)
    if not context.get("defer_commit"):
        model.Session.commit()
    if has_request_context() and session.get("_user_id") == user.id:
        session[STAMP] = stamp(user)


def token_problem(data: Mapping[str, Any]) -> str:
    """Return why a request for an API token is refused: it would live longer than 90 days."""
    try:
        seconds = int(data.get("expires_in") or 0) * int(data.get("unit") or 0)
    except (TypeError, ValueError):
        return ""  # core names the field
    if seconds > LONGEST_DAYS * _DAY:
        return tk._("An API token lives {days} days at the most.").format(days=LONGEST_DAYS)
    return ""


class CredentialHooks:
    """IAuthenticator and IApiToken: an ended session, and a token older than 90 days, prove nothing."""

    def identify_user(self, user_id: str | None = None) -> model.AnonymousUser | None:
        """Take nobody from a session whose stamp is another; everything else is as core decides."""
        if user_id is None:
            return None
        user = model.User.get(user_id)
        if user and user.state == "active" and hmac.compare_digest(str(session.get(STAMP) or ""), stamp(user)):
            return None
        session.clear()
        return model.AnonymousUser()

    def preprocess_api_token(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the data of a token, none of one that is too old or has no end."""
        issued, ends = data.get("iat"), data.get("exp")
        if not isinstance(issued, int | float) or not isinstance(ends, int | float):
            return {}
        if ends - issued > LONGEST_DAYS * _DAY + _LEEWAY or time.time() > ends:
            return {}
        return data
