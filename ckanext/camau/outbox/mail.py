"""Mail that follows a step. Content that is not issued is never in a mail, only the link to it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.mailer import mail_user

from ckanext.camau import config
from ckanext.camau.outbox import queue


def ask(event_key: str, user_ids: list[str], path: str) -> None:
    """Queue one mail to each account, in the transaction of the step; nothing unless ``camau.mail`` is on.

    :param event_key: names the event; the same event never mails an account twice
    :param path: the page that tells what to do
    """
    if not config.mail():
        return
    for user_id in user_ids:
        queue.add("mail", {"user_id": user_id, "path": path}, f"{event_key}:{user_id}")


def send(payload: dict[str, Any]) -> None:
    """Send one queued mail through core's mailer (and so through ``INotifier`` plugins).

    Needs a request context, for the language of the portal; the worker makes one.

    :raises ckan.lib.mailer.MailerException: the relay refused; the task is tried again
    """
    user = model.User.get(payload["user_id"])
    if user is None or user.state != "active" or not user.email:
        return
    address = config.public_url() + payload["path"]
    subject = tk._("[Cà Mau data] There is work waiting for you")
    body = tk._("A record or a draft decision waits for your step. Open it here: {address}").format(address=address)
    mail_user(user, subject, body)
