"""``ckan camau worker`` and ``ckan camau ledger``."""

from __future__ import annotations

import logging
import signal
import socket
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Final

import click
from flask import Flask

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.exceptions import CkanConfigurationException

from ckanext.camau import config
from ckanext.camau.catalogue import chain, inherited
from ckanext.camau.cli.digest import Daily
from ckanext.camau.files import store
from ckanext.camau.logic.action import edition_issue
from ckanext.camau.outbox import run
from ckanext.camau.people import membership
from ckanext.camau.people.roles import actor_of
from ckanext.camau.reconcile import run as reconciler
from ckanext.camau.security import start_checks

log = logging.getLogger(__name__)

_PATIENCE: Final = 30.0
_MINUTE: Final = 60.0
_HOUR: Final = 3600.0
_DAILY: Final = Daily()


@click.command(short_help="Drain the outbox until told to stop.")
@click.option("--once", is_flag=True, help="Do what is due now and end.")
@click.option("--pause", default=1.0, show_default=True, help="Seconds between two looks.")
@click.pass_context
def worker(context: click.Context, *, once: bool, pause: float) -> None:
    """Do what must follow a commit (index, mail) and issue signed editions on their day, again and again.

    SIGTERM ends it after the task at hand.
    """
    try:
        start_checks.check_index()
    except CkanConfigurationException as error:
        raise click.ClickException(str(error)) from None
    # a relay that accepts and then says nothing must not hold everything else up
    socket.setdefaulttimeout(_PATIENCE)
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    app = context.meta["flask_app"]
    last: dict[Callable[[], object], float] = {}
    while not stopping.is_set():
        for work, seconds in _regularly().items():
            if work not in last or time.monotonic() - last[work] >= seconds:
                _turn(app, work)
                last[work] = time.monotonic()
        _turn(app, run.run_due)
        if once:
            return
        stopping.wait(pause)


def _regularly() -> dict[Callable[[], object], float]:
    """Return what is done at the start and then every so many seconds, in this order."""
    return {
        _hourly: _HOUR,
        edition_issue.issue_due: _MINUTE,
        _bury_lost: _MINUTE,
        _DAILY.turn: _MINUTE,
        reconciler.reconcile: config.reconcile_every(),
    }


def _turn(app: Flask, work: Callable[[], object]) -> None:
    """Do some work; a database that is away for a moment must not end the worker."""
    try:
        with app.test_request_context():
            work()
    except Exception:
        log.exception("worker: no database, or an unexpected error; trying again")
    finally:
        model.Session.remove()


def _hourly() -> None:
    """Clear what broken uploads left; let memberships and open cases follow what began or ended with the day."""
    store.sweep()
    membership.sync_all()
    login = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    if who := actor_of(model.User.get(login)):
        inherited.move_due(who)
    model.Session.commit()


def _bury_lost() -> None:
    """Give up mails whose worker died over them: they may be out already."""
    run.bury_lost()
    model.Session.commit()


@click.group(short_help="The ledger.")
def ledger() -> None:
    """Look after the ledger."""


@ledger.command(short_help="Recompute the hash chains.")
def verify() -> None:
    """Recompute the chain of every append-only table and print its head; end with an error if one is broken."""
    broken = False
    for link in chain.verify():
        broken |= link.broken_at is not None
        state = "OK" if link.broken_at is None else f"BROKEN at row {link.broken_at}"
        click.echo(f"{link.table:24} {link.rows:8} rows  head {link.head[:16]}  {state}")
    if broken:
        raise click.ClickException("The ledger was changed outside the portal.")
