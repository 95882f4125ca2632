"""RDF of one record at the address of its page, for the types that ckanext-dcat has no route for."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort

import ckan.plugins.toolkit as tk

from ckanext.camau.const import FEED_TYPES
from ckanext.camau.feed import catalog
from ckanext.camau.feed.write import FORMATS

blueprint = Blueprint("camau_rdf", __name__)

#: ckanext-dcat has ``/dataset/<id>.<format>`` itself.
_TYPES: Final = tuple(record_type for record_type in FEED_TYPES if record_type != "dataset")


def read(id: str, extension: str) -> Response:  # noqa: A002 - as in core
    """Answer with an issued record; 404 for all that is not issued, and for a format that does not exist."""
    try:
        text = catalog.representation(id, extension)
    except (tk.ObjectNotFound, tk.ValidationError):
        abort(404)
    return Response(text, mimetype=FORMATS[extension].media_type)


for _type in _TYPES:
    for _extension in FORMATS:
        blueprint.add_url_rule(f"/{_type}/<id>.{_extension}", view_func=read, defaults={"extension": _extension})
