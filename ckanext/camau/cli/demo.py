"""`ckan camau demo load`: demo data through the real actions, each step by the account whose step it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import ckan.plugins.toolkit as tk


@click.group(short_help="Demo data.")
def demo() -> None:
    """Demo data of the province."""


@demo.command(short_help="Load the demo data.")
@click.option(
    "--accounts",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file that keeps the accounts with their passwords and tokens (mode 0600).",
)
@click.pass_context
def load(ctx: click.Context, accounts: Path) -> None:
    """Load what is missing of the demo data. Runs again after an interruption; changes nothing when all is there."""
    from ckanext.camau.demo.accounts import LostAccountsError
    from ckanext.camau.demo.loader import Loader

    app: Any = ctx.meta["flask_app"]
    with app.test_request_context():
        try:
            changed = Loader(accounts, _progress).run()
        except LostAccountsError as error:
            tk.error_shout(
                f"The account {error} exists, but {accounts} does not know it: give the file of the first run."
            )
            raise click.Abort from None
        except tk.ValidationError as error:
            tk.error_shout(f"\nThe portal refused a step: {error.error_dict}")
            raise click.Abort from None
    if changed:
        click.secho(f"Demo data loaded ({changed} steps). Accounts: {accounts}", fg="green")
    else:
        click.echo(f"The demo data is there already; nothing was changed. Accounts: {accounts}")


def _progress(what: str, done: int, total: int) -> None:
    """Keep one line on a terminal; elsewhere write a line for each stage."""
    terminal = click.get_text_stream("stdout").isatty()
    if terminal or done == total:
        click.echo(f"\r{what.replace('_', ' ').capitalize():<22} {done}/{total}", nl=done == total)
