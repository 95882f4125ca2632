"""Core's profile and dashboard pages lead to what an officer needs.

Core lists there records by who typed them, which the search guard refuses to everybody.
"""

from __future__ import annotations

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

import ckan.plugins.toolkit as tk

blueprint = Blueprint("camau_account", __name__)


def profile(id: str) -> Response:  # noqa: A002 - as in core
    """Lead to the form of an account, which checks whose it is; guests learn nothing of accounts."""
    if not tk.current_user.is_authenticated:
        abort(404)
    return redirect(tk.h.url_for("user.edit", id=id), 302)


def dashboard() -> Response:
    """Lead to the list of tasks; guests to the page to log in."""
    if not tk.current_user.is_authenticated:
        return redirect(tk.h.url_for("user.login"), 302)
    return redirect(tk.h.url_for("camau_tasks.index"), 302)


for _path in ("/user/<id>", "/user/activity/<id>"):
    blueprint.add_url_rule(_path, view_func=profile, methods=["GET"])


def closed(**_: str) -> Response:
    """Not for anybody: activities follow the ledger, roles stand in our own tables, no page is for tests."""
    abort(404)


for _path in ("/ckan-admin/activities", "/organization/admins/<id>", "/group/admins/<id>", "/testing/dashboard"):
    blueprint.add_url_rule(_path, view_func=closed, methods=["GET", "POST"])
for _path in ("/dashboard/", "/dashboard/datasets", "/dashboard/organizations", "/dashboard/groups"):
    blueprint.add_url_rule(_path, view_func=dashboard, methods=["GET"])
