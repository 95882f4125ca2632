"""Mail that follows a step: queued in its transaction, sent after it, at most once for an event and an account.

It goes through core's mailer, and before that to every ``INotifier`` plugin: the topic ``camau_notice`` first, as core
does with its own topics, then ``notify_recipient``. Ours is one of those: it sends with names that any relay takes.
"""

from __future__ import annotations

import smtplib
import traceback
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

import ckan.plugins as p
from ckan import model
from ckan.lib import mailer

from ckanext.camau import config
from ckanext.camau.inbox import digest
from ckanext.camau.outbox import mail_texts, queue
from ckanext.camau.outbox.errors import Unsure
from ckanext.camau.outbox.mail_texts import Letter

Outcome = Literal["sent", "refused", "unknown"]

TOPIC: Final = "camau_notice"


def ask(event_key: str, user_ids: list[str], path: str, kind: str = "task") -> None:
    """Queue one mail to each account, in the transaction of the step; nothing unless ``camau.mail`` is on.

    :param event_key: names the event; the same event never mails an account twice
    :param path: the page that tells what to do
    :param kind: what happened, a key of ``mail_texts.TEXTS``
    """
    if not config.mail():
        return
    for user_id in dict.fromkeys(user_ids):
        event = f"{event_key}:{user_id}"
        queue.add("mail", {"user_id": user_id, "path": path, "kind": kind}, event)


def send(payload: Mapping[str, Any]) -> None:
    """Send one queued mail.

    Needs a request context, for the language of the portal; the worker makes one.

    :raises Unsure: it may have arrived, a second one could be a double; any other error: the relay certainly did not
        take it, the task is tried again
    """
    user = model.User.get(payload["user_id"])
    if user is None or user.state != "active" or not user.email:
        return
    kind = payload.get("kind") or "task"
    address = config.public_url() + payload["path"]
    letter = digest.letter(user, payload["day"], address) if kind == "digest" else mail_texts.letter(kind, address)
    if letter is None:
        return
    try:
        _deliver(user, kind, letter)
    except Exception as error:
        if (outcome := outcome_of(error)) == "refused":
            raise
        if outcome == "unknown":
            raise Unsure(type(error).__name__) from error


def _deliver(user: model.User, kind: str, letter: Letter) -> None:
    details = {
        "user": user,
        "kind": kind,
        "subject": letter.subject,
        "body": letter.plain,
        "address": letter.address,
    }
    told = False
    for plugin in p.PluginImplementations(p.INotifier):
        told = plugin.notify_about_topic(told, TOPIC, details)
    if not told:
        # one mail an account: nobody sees the address of another
        mailer.mail_recipient(user.display_name, user.email or "", letter.subject, letter.plain, letter.html)


def outcome_of(error: BaseException) -> Outcome:
    """Tell from an error whether the relay took the mail.

    ``refused``: certainly not. ``sent``: it had said yes, only the farewell failed. ``unknown``: the connection broke
    after the text was sent, or something else than mail failed; a second one could be a double.
    """
    chain = list(_chain(error))
    if not any(isinstance(found, mailer.MailerException | smtplib.SMTPException | OSError) for found in chain):
        return "refused" if isinstance(error, ValueError) else "unknown"
    if any(_within(found, "data") and not isinstance(found, smtplib.SMTPResponseException) for found in chain):
        return "unknown"
    # core says goodbye whatever happened; where nothing happened before, the mail is accepted
    return "sent" if len(chain) == 1 and _within(error, "quit") else "refused"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _within(error: BaseException, method: str) -> bool:
    """Tell whether an error came from within a method of smtplib: nothing else says how far it had got."""
    frames = (frame for frame, _line in traceback.walk_tb(error.__traceback__))
    return any(f.f_code.co_name == method and f.f_globals.get("__name__") == "smtplib" for f in frames)
