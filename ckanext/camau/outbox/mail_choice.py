"""What people chose to get by mail."""

from __future__ import annotations

from ckan import model

from ckanext.camau.model import MailChoice
from ckanext.camau.model.base import now


def wants_digest(user_id: str) -> bool:
    """Tell whether somebody gets the daily digest: unless it was turned off, yes."""
    choice = model.Session.get(MailChoice, user_id)
    return choice is None or choice.digest


def choose_digest(user_id: str, *, wanted: bool) -> None:
    """Turn somebody's digest on or off, in the caller's transaction."""
    model.Session.merge(MailChoice(user_id=user_id, digest=wanted, at=now()))
