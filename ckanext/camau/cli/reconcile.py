"""``ckan camau reconcile`` and ``ckan camau outbox``."""

from __future__ import annotations

import click

from ckan import model

from ckanext.camau.outbox import run as outbox_run
from ckanext.camau.reconcile import run as reconciler


@click.command(short_help="Compare ledger, rows, index and feed; repair what differs.")
@click.pass_context
def reconcile(context: click.Context) -> None:
    """Compare ledger, package rows, index and feed and repair what differs; end with an error if something is left."""
    with context.meta["flask_app"].test_request_context():
        run = reconciler.reconcile()
    if run is None:
        raise click.ClickException("A worker is comparing at this moment. Try again in a minute.")
    click.echo(f"{run.records} records compared")
    for kind in sorted({*run.found, *run.left}):
        click.echo(f"{kind:8} {run.found.get(kind, 0):6} differed  {run.left.get(kind, 0):6} left")
    if run.error or run.left:
        raise click.ClickException(f"Not everything is repaired ({run.error or 'see above'}).")


@click.group(short_help="Tasks that follow a commit.")
def outbox() -> None:
    """Look after the tasks that follow a commit (index, mail)."""


@outbox.command("list", short_help="What was given up.")
def list_() -> None:
    """Print the tasks that were given up, newest first; no content, only kind, number and error."""
    for task in outbox_run.dead():
        click.echo(
            f"{task.id:10}  {task.kind:8} {task.attempts:3} attempts  {task.dead_at:%Y-%m-%d %H:%M}  {task.error}"
        )
    click.echo(f"{outbox_run.pending()} wait")


@outbox.command(short_help="Try again what was given up.")
@click.argument("numbers", nargs=-1, type=int)
def retry(numbers: tuple[int, ...]) -> None:
    """Have tasks that were given up tried again: all, or those whose NUMBERS are given.

    A mail whose worker died over it (error ``Interrupted``) may have gone out: it is sent a second time by this.
    """
    revived = outbox_run.revive(numbers or None)
    model.Session.commit()
    click.echo(f"{revived} tasks are tried again")
