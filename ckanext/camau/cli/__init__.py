"""The commands below ``ckan camau``."""

from __future__ import annotations

import click


@click.group(short_help="Portal of Cà Mau province.")
def camau() -> None:
    """Manage the portal of Cà Mau province."""


def get_commands() -> list[click.Command]:
    """Return the one command group of the extension."""
    return [camau]
