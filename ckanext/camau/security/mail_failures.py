"""Core's two mails with a link to a password, when they cannot be sent.

Asking for a reset answers the same for every name: a failure stands in the log only. An invitation that is not
sent leaves nothing: core would keep the account and its membership.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from flask import g, has_request_context

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import mailer

log = logging.getLogger(__name__)


class InviteNotSentError(Exception):
    """An invitation could not be sent. No ``MailerException``: core would answer that by a soft delete."""

    def __init__(self, user_id: str) -> None:
        super().__init__(user_id)
        self.user_id = user_id


def notify(topic: str, details: Mapping[str, Any]) -> bool:
    """Send the mail of a topic of core; tell whether it is dealt with.

    :raises InviteNotSentError: the invitation was not sent
    """
    if topic == "request_password_reset":
        if has_request_context() and g.get("camau_no_reset_mail"):
            return True  # three links an hour are enough; nobody is told that there is such an account
        _send_reset_link(details["user"])
        return True
    if topic == "user_invited":
        _send_invite(details)
        return True
    return False


def _send_reset_link(user: model.User) -> None:
    login = user.name
    try:
        _check_address()
        mailer.send_reset_link(user)
    except Exception:
        log.exception("the link to reset the password of %s was not sent", login)
        model.Session.rollback()


def _send_invite(details: Mapping[str, Any]) -> None:
    user_id = details["user"].id
    try:
        _check_address()
        mailer.send_invite(details["user"], details["group"], details["role"])
    except Exception as error:
        log.exception("an invitation was not sent")
        raise InviteNotSentError(user_id) from error


def welcome(user_id: str) -> None:
    """Mail the holder of a new account a link to a password of his own; an account that nobody can use goes.

    :raises ValidationError: 409, the mail could not be sent
    """
    user = model.Session.get_one(model.User, user_id)
    try:
        _check_address()
        mailer.send_reset_link(user)
    except Exception as error:
        log.exception("the first link of an account was not sent")
        _forget(user_id, state="active")
        message = tk._("The link to a password could not be sent by e-mail; no account was made.")
        raise tk.ValidationError({"email": [message]}) from error


def _check_address() -> None:
    if not tk.config.get("smtp.mail_from"):
        msg = "smtp.mail_from is not set"
        raise mailer.MailerException(msg)


@tk.chained_action
def user_invite(next_action: Callable[..., Any], context: Any, data_dict: dict[str, Any]) -> Any:
    """Invite somebody, or leave nothing behind.

    :raises ValidationError: 409, the mail could not be sent
    """
    try:
        return next_action(context, data_dict)
    except InviteNotSentError as error:
        _forget(error.user_id)
    message = tk._("The invitation could not be sent by e-mail; no account was made. Tell the administrators.")
    raise tk.ValidationError({"email": [message]})


def _forget(user_id: str, state: str = "pending") -> None:
    """Remove an account that was never used, with its membership."""
    model.Session.rollback()
    model.Session.execute(sa.delete(model.Member).where(model.Member.table_id == user_id))
    model.Session.execute(sa.delete(model.Dashboard).where(model.Dashboard.user_id == user_id))
    model.Session.execute(sa.delete(model.User).where(model.User.id == user_id, model.User.state == state))
    model.Session.commit()
