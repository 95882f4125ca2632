"""`/take-downs`: every emergency take-down, for those who answer for it; the fact and the reason, no content."""

from __future__ import annotations

from flask import Blueprint

import ckan.plugins.toolkit as tk

from ckanext.camau.views.support import Page, act, staff_page

blueprint = Blueprint("camau_take_downs", __name__)


@blueprint.route("/take-downs")
@staff_page
def index() -> Page:
    """Show the list."""
    return tk.render("camau/take_downs.html", {"rows": act("camau_take_down_list")})
