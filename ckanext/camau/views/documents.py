"""`/edition/{id}/annex.{format}` for everybody, `/compose/{id}/annex.{format}` for those who see the draft."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort, make_response, request

import ckan.plugins.toolkit as tk

from ckanext.camau.catalogue import edition_content
from ckanext.camau.documents import annex, glue
from ckanext.camau.files import names
from ckanext.camau.views.download import FILE_CSP
from ckanext.camau.views.edition import issued
from ckanext.camau.views.support import Page, act, staff_page

blueprint = Blueprint("camau_documents", __name__)

_PRIVATE: Final = "private, no-store"


def edition_annex(id: str, format: annex.Format) -> Response:  # noqa: A002 - as in core
    """Send the annex of an issued edition; 404 for drafts, whoever asks."""
    if format not in annex.FORMATS:
        abort(404)
    issued(id)
    return sent(glue.edition_annex(edition_content.of(id), format))


@staff_page
def draft_annex(id: str, format: annex.Format) -> Page:  # noqa: A002
    """Send the annex of a draft decision, marked as one, to those who may see the draft."""
    if format not in annex.FORMATS:
        abort(404)
    if act("camau_edition_show", id=id)["state"] == "issued":
        return tk.redirect_to("camau_documents.edition_annex", id=id, format=format)
    return sent(glue.edition_annex(edition_content.of(id), format), private=True)


def sent(file: glue.File, *, private: bool = False) -> Response:
    """Answer with a document: to be saved, never shown or run inside the portal."""
    response = make_response(file.body)
    response.headers["Content-Type"] = file.mimetype
    response.headers["Content-Disposition"] = names.content_disposition(file.name)
    response.headers["Content-Security-Policy"] = FILE_CSP
    response.headers["X-Content-Type-Options"] = "nosniff"
    if private:
        request.environ["__no_cache__"] = True
        response.headers["Cache-Control"] = _PRIVATE
        return response
    response.set_etag(file.digest)
    response.make_conditional(request)
    return response


blueprint.add_url_rule("/edition/<id>/annex.<format>", view_func=edition_annex)
blueprint.add_url_rule("/compose/<id>/annex.<format>", view_func=draft_annex)
