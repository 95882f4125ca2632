"""Thin CKAN glue: actions, auth functions, input schemas, validators. One module an entity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ckanext.camau.logic import validators
from ckanext.camau.logic.action import feed, own_actions
from ckanext.camau.logic.auth import camau as own_auth
from ckanext.camau.security import hooks as security


def get_actions() -> dict[str, Callable[..., Any]]:
    """Return every action: our own, and core's that are chained to close a door."""
    return {**security.chained_actions(), **own_actions(), **feed.get_actions()}


def get_auth_functions() -> dict[str, Callable[..., Any]]:
    """Return every auth function: our own, and core's that are chained."""
    return {**security.chained_auth_functions(), **own_auth.get_auth_functions()}


def get_validators() -> dict[str, Callable[..., Any]]:
    """Return the validators that scheming fields and input schemas name."""
    return validators.get_validators()
