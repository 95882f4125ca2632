"""The daily digest: one mail to each person who has something waiting, on working days, with numbers alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau import config
from ckanext.camau.dates import ZONE, today, vietnamese_date
from ckanext.camau.deadlines import store
from ckanext.camau.inbox import tasks
from ckanext.camau.inbox.tasks import Task
from ckanext.camau.model import Delegation, MailChoice, Outbox, Role
from ckanext.camau.outbox import mail_choice, mail_texts, queue
from ckanext.camau.outbox.mail_texts import Letter
from ckanext.camau.people.roles import actor_of, in_force

#: Work that began to wait in the evening is told of the next morning.
_LAST_HOUR: Final = 18
_MOST_LINES: Final = 20


def is_time(moment: datetime | None = None) -> bool:
    """Tell whether the digest of the day may go out: a working day, from the configured hour until the evening."""
    local = (moment or datetime.now(ZONE)).astimezone(ZONE)
    if not config.mail() or not config.digest_hour() <= local.hour < _LAST_HOUR:
        return False
    return store.calendar_on().is_working(local.date())


def ask(day: date | None = None) -> int:
    """Queue the digest of a day for everybody who may have something waiting; return how many mails that made.

    Whether something waits is seen when it is sent; a second call on the same day queues nothing.
    """
    on = (day or today()).isoformat()
    before = model.Session.query(Outbox).filter(Outbox.event_key.startswith(f"digest:{on}:")).count()
    for user_id in _readers(day or today()):
        event = f"digest:{on}:{user_id}"
        queue.add("mail", {"user_id": user_id, "path": "/tasks", "kind": "digest", "day": on}, event)
    after = model.Session.query(Outbox).filter(Outbox.event_key.startswith(f"digest:{on}:")).count()
    return after - before


def _readers(day: date) -> list[str]:
    """Return the accounts that hold a role, own or delegated, and administrators; without those who want no digest."""
    holders = sa.select(Role.user_id).where(*in_force(day))
    acting = sa.select(Delegation.to_user).where(
        Delegation.valid_from <= day, Delegation.valid_to >= day, Delegation.ended_at.is_(None)
    )
    unwanted = sa.select(MailChoice.user_id).where(MailChoice.digest.is_(False))
    user = model.User
    found = model.Session.query(user.id).filter(
        user.state == "active",
        user.email.is_not(None),
        sa.or_(user.id.in_(holders), user.id.in_(acting), user.sysadmin.is_(True)),
        user.id.not_in(unwanted),
    )
    return [user_id for (user_id,) in found.order_by(user.id)]


def letter(user: model.User, day: str, address: str) -> Letter | None:
    """Return the digest of an account; None when nothing waits, it was turned off meanwhile, or its day is over."""
    who = actor_of(user)
    if who is None or day != today().isoformat() or not mail_choice.wants_digest(user.id):
        return None
    waiting = [task for task in tasks.of(who) if not task["elsewhere"]]
    return _letter(waiting, day, address) if waiting else None


def _letter(waiting: Sequence[Task], day: str, address: str) -> Letter:
    overdue = sum(task["due_state"] == "overdue" for task in waiting)
    if overdue:
        subject = tk._("{count} tasks wait for you, {overdue} overdue").format(count=len(waiting), overdue=overdue)
    else:
        subject = tk._("{count} tasks wait for you").format(count=len(waiting))
    groups = Counter((task["next"], task["due_text"] or tk._("no due date")) for task in waiting)
    lines = [f"{count} × {todo}: {left}" for (todo, left), count in groups.most_common(_MOST_LINES)]
    if len(groups) > _MOST_LINES:
        lines.append("…")
    intro = tk._("What waits for you on {day}:").format(day=vietnamese_date(day))
    outro = tk._("You may turn this digest off on the page of your tasks.")
    return Letter(mail_texts.subject(subject), (intro, *lines, outro), address)
