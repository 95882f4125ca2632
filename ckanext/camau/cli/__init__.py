"""The commands below ``ckan camau``."""

from __future__ import annotations

import click

from ckanext.camau.cli.agencies import agencies
from ckanext.camau.cli.bench import bench
from ckanext.camau.cli.demo import demo
from ckanext.camau.cli.digest import digest
from ckanext.camau.cli.docs import docs
from ckanext.camau.cli.reconcile import outbox, reconcile
from ckanext.camau.cli.setup import setup
from ckanext.camau.cli.worker import ledger, worker


@click.group(short_help="Portal of Cà Mau province.")
def camau() -> None:
    """Manage the portal of Cà Mau province."""


camau.add_command(setup)
camau.add_command(worker)
camau.add_command(ledger)
camau.add_command(reconcile)
camau.add_command(outbox)
camau.add_command(agencies)
camau.add_command(demo)
camau.add_command(docs)
camau.add_command(bench)
camau.add_command(digest)


def get_commands() -> list[click.Command]:
    """Return the one command group of the extension."""
    return [camau]
