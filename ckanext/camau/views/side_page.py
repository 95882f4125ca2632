"""Pages beside the form, each for one thing of a record: who finds them, and a form token that ended there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import request
from werkzeug.exceptions import HTTPException

import ckan.plugins.toolkit as tk

from ckanext.camau.security import error_pages
from ckanext.camau.views import lost_session
from ckanext.camau.views.support import Page, answered, not_found

P = ParamSpec("P")


def shown(view: Callable[..., Page], *args: Any) -> Page:
    """Show a page to whoever is logged in; a guest finds nothing, and what was posted after log-out is kept."""
    if tk.current_user.is_anonymous:
        return lost_session.page() if request.method == "POST" else not_found()
    return answered(view, *args)


def staff_form(view: Callable[P, Page]) -> Callable[P, Page]:
    """As ``staff_page``, for a form that is sent: what was typed is kept for whoever has to log in again."""

    @wraps(view)
    def taken(*args: P.args, **kwargs: P.kwargs) -> Page:
        return lost_session.page() if tk.current_user.is_anonymous else answered(view, *args, **kwargs)

    return taken


def expired_text() -> str:
    """Return what a form says that lay open for too long."""
    return tk._("The form was open for too long and was not saved. What you typed is here: save it again.")


def shown_again(view: Callable[..., Page], *args: Any) -> Page:
    """Show a page again whose form token ended. An error handler must not raise: 400 for who may not see it anyway."""
    if tk.current_user.is_anonymous:
        return lost_session.page()
    try:
        return answered(view, *args)
    except HTTPException:
        return error_pages.response(400, "The data sent cannot be read.")
