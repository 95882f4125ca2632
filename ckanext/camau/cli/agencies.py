"""`ckan camau agencies load`: the agencies of the province with their history."""

from __future__ import annotations

from typing import Any

import click

import ckan.plugins.toolkit as tk


@click.group(short_help="Agencies of the province.")
def agencies() -> None:
    """Agencies of the province."""


@agencies.command(short_help="Load the agencies.")
@click.pass_context
def load(ctx: click.Context) -> None:
    """Create the departments, the 64 communes and wards, and the former units with their successors.

    What is there already stays as it is. Repeatable; nothing is half done after an interruption.
    """
    from ckanext.camau.agencies.load import run

    app: Any = ctx.meta["flask_app"]
    with app.test_request_context():
        try:
            made = run(_progress)
        except tk.ValidationError as error:
            tk.error_shout(f"\nThe portal refused an agency: {error.error_dict}")
            raise click.Abort from None
    if made:
        click.secho(f"Agencies loaded: {made} entries.", fg="green")
    else:
        click.echo("The agencies are there already; nothing was changed.")


def _progress(what: str, done: int, total: int) -> None:
    """Keep one line on a terminal; elsewhere write a line for each stage."""
    terminal = click.get_text_stream("stdout").isatty()
    if terminal or done == total:
        click.echo(f"\r{what:<22} {done}/{total}", nl=done == total)
