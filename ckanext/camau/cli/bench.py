"""`ckan camau bench`: how long issuing takes, beside stock CKAN, on a database that may be thrown away."""

from __future__ import annotations

from typing import Any

import click

import ckan.plugins.toolkit as tk


@click.group(short_help="Measure the portal; only on a database that may be thrown away.")
def bench() -> None:
    """Measure the portal."""


@bench.command(short_help="Issue an edition, and write as many packages through stock CKAN.")
@click.option("--entries", default=200, show_default=True, help="How many records.")
@click.option("--scratch", is_flag=True, help="This database may be thrown away: what is issued stays in its ledger.")
@click.option("--stock/--no-stock", default=True, show_default=True, help="Also measure package_create and _patch.")
@click.pass_context
def issue(ctx: click.Context, *, entries: int, scratch: bool, stock: bool) -> None:
    """Issue one edition of new records and one that changes them all, then do the same in stock CKAN, each indexed."""
    from ckanext.camau.bench import editions

    if not scratch:
        tk.error_shout("The records that are made here stay in the ledger for good: give --scratch on a test database.")
        raise click.Abort
    app: Any = ctx.meta["flask_app"]
    with app.test_request_context():
        for line in editions.run(entries, stock=stock):
            click.echo(line)
