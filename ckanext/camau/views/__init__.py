"""Blueprints. A view calls actions and renders; it decides nothing."""

from __future__ import annotations

from flask import Blueprint

from ckanext.camau.views import download


def get_blueprints() -> list[Blueprint]:
    """Return every blueprint of the extension."""
    return [download.blueprint]
