"""`ckan camau digest`: the daily digest by hand or from a timer; and what the worker does once a day."""

from __future__ import annotations

import logging
from datetime import date

import click

from ckan import model

from ckanext.camau import config
from ckanext.camau.catalogue import notices
from ckanext.camau.dates import today
from ckanext.camau.deadlines import due, store
from ckanext.camau.inbox import digest as digests

log = logging.getLogger(__name__)

#: Why a due date moved although nobody changed the calendar of the province.
_DELIVERED = "delivered calendar or term"


@click.command(short_help="Queue the digest of today.")
@click.option("--anyway", is_flag=True, help="On a day off as well.")
@click.pass_context
def digest(context: click.Context, *, anyway: bool) -> None:
    """Queue one mail to everybody who has something waiting, at most one a day; the worker sends them.

    On a day off nothing is queued. The worker does the same by itself from camau.digest_hour on.
    """
    with context.meta["flask_app"].test_request_context():
        if not config.mail():
            raise click.ClickException("camau.mail is off: no mail is sent.")
        if not anyway and not store.calendar_on().is_working(today()):
            click.echo("Today is a day off: no digest.")
            return
        made = digests.ask()
        model.Session.commit()
    click.echo(f"{made} digests queued.")


class Daily:
    """What the worker does once a day; kept in its memory, and in the outbox against a second worker."""

    def __init__(self) -> None:
        self._recomputed: date | None = None
        self._asked: date | None = None

    def turn(self) -> None:
        """Move due dates that a new release counts otherwise, in the morning ask for the digests; then commit."""
        day = today()
        if self._recomputed != day:
            moved = due.recompute(_DELIVERED)
            notices.due_dates_moved(moved, f"calendar:{day.isoformat()}")
            model.Session.commit()
            self._recomputed = day
        if self._asked != day and digests.is_time():
            made = digests.ask(day)
            model.Session.commit()
            self._asked = day
            log.info("digest: %s mails queued", made)
