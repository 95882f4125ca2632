"""``ckan camau docs``: pictures of the documentation that are drawn from the code."""

from __future__ import annotations

from pathlib import Path

import click

from ckanext.camau.documents import route_chart, route_svg
from ckanext.camau.translations import catalogue
from ckanext.camau.views.routes import names_in


@click.group(short_help="Draw pictures of the documentation.")
def docs() -> None:
    """Draw what the documentation shows of the code."""


@docs.command(short_help="Draw the routes as SVG.")
@click.argument("folder", default="docs/images", type=click.Path(file_okay=False, path_type=Path))
def routes(folder: Path) -> None:
    """Write ``routes-*.svg`` into FOLDER (docs/images), drawn from the table of transitions."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, image in drawn().items():
        (folder / name).write_text(image, encoding="utf-8")
        click.echo(folder / name)


def drawn() -> dict[str, str]:
    """Return the charts in Vietnamese by the names of their files."""
    known = catalogue()

    def say(text: str) -> str:
        found = known.get(text)
        return str(found.string) if found and found.string else text

    names = names_in(say)
    return {f"routes-{chart.key}.svg": route_svg.svg(chart, say(chart.title), names) for chart in route_chart.charts()}
