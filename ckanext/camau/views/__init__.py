"""Blueprints. A view calls actions and renders; it decides nothing."""

from __future__ import annotations

from flask import Blueprint

from ckanext.camau.views import agency, download, edition, home, iri, record, search


def get_blueprints() -> list[Blueprint]:
    """Return every blueprint of the extension."""
    public = [home.blueprint, search.blueprint, record.blueprint, agency.blueprint, edition.blueprint, iri.blueprint]
    return [download.blueprint, *public]
