"""RDF over HTTP: the pages of the catalogue, and one record at the address of its page.

ckanext-dcat has routes for the catalogue and for datasets; its answer to every error is 409 with what Python
calls the error. Ours stand before them.
"""

from __future__ import annotations

from typing import Final, NoReturn

from flask import Blueprint, Response, abort

import ckan.plugins.toolkit as tk

from ckanext.camau import config
from ckanext.camau.const import FEED_TYPES
from ckanext.camau.feed import catalog
from ckanext.camau.feed.query import NotThereError
from ckanext.camau.feed.write import FORMATS

blueprint = Blueprint("camau_rdf", __name__)

_PARAMETERS: Final = ("page", "after", "modified_since", "q", "fq")


def read_catalog(extension: str) -> Response:
    """Answer with a page of the catalogue; 404 for a page or format that does not exist, 400 for what is no query."""
    asked = {name: tk.request.args.get(name) for name in _PARAMETERS}
    try:
        text = tk.get_action("dcat_catalog_show")({}, {**asked, "format": extension})
    except NotThereError as error:
        _refuse(404, error)
    except tk.ValidationError as error:
        _refuse(400, error)
    return Response(text, content_type=FORMATS[extension].content_type)


def read(id: str, extension: str) -> Response:  # noqa: A002 - as in core
    """Answer with an issued record; 404 for all that is not issued, and for a format that does not exist."""
    try:
        text = catalog.representation(id, extension)
    except NotThereError as error:
        _refuse(404, error)
    except tk.ObjectNotFound:
        abort(404)
    return Response(text, content_type=FORMATS[extension].content_type)


def _refuse(status: int, error: tk.ValidationError) -> NoReturn:
    """Say in one sentence which parameter it was and what to do."""
    name, messages = next(iter(error.error_dict.items()))
    message = messages[0] if isinstance(messages, list) else messages
    abort(status, tk._("Parameter {name}: {message}").format(name=name, message=message))


blueprint.add_url_rule(config.feed_path("<extension>"), view_func=read_catalog)
for _extension in FORMATS:
    blueprint.add_url_rule(config.feed_path(_extension), view_func=read_catalog, defaults={"extension": _extension})
blueprint.add_url_rule("/dataset/<id>.<extension>", view_func=read)
for _type in FEED_TYPES:
    for _extension in FORMATS:
        blueprint.add_url_rule(f"/{_type}/<id>.{_extension}", view_func=read, defaults={"extension": _extension})
