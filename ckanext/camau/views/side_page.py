"""Pages beside the form, each for one thing of a record: who finds them, and a form token that ended there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request
from werkzeug.exceptions import HTTPException

import ckan.plugins.toolkit as tk

from ckanext.camau.security import error_pages
from ckanext.camau.views import lost_session
from ckanext.camau.views.support import Page, answered, not_found


def shown(view: Callable[..., Page], *args: Any) -> Page:
    """Show a page to whoever is logged in; a guest finds nothing, and what was posted after log-out is kept."""
    if tk.current_user.is_anonymous:
        return lost_session.page() if request.method == "POST" else not_found()
    return answered(view, *args)


def shown_again(view: Callable[..., Page], *args: Any) -> Page:
    """Show a page again whose form token ended. An error handler must not raise: 400 for who may not see it anyway."""
    if tk.current_user.is_anonymous:
        return lost_session.page()
    try:
        return answered(view, *args)
    except HTTPException:
        return error_pages.response(400, "The data sent cannot be read.")
