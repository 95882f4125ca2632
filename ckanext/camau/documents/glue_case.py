"""The review sheet and the dossier of what the database holds, for whoever may read the working copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from markupsafe import Markup

import ckan.plugins.toolkit as tk

from ckanext.camau import config
from ckanext.camau.documents import case, docx, html, pdf
from ckanext.camau.documents.glue import MIMETYPES, File, library
from ckanext.camau.files import names
from ckanext.camau.model.base import now
from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.workflow.routes import ROUTE_NAMES
from ckanext.camau.workflow.states import COPY_STATE_NAMES

Kind = Literal["sheet", "dossier"]

#: Word files are made of the sheet alone: it goes round and is signed; a dossier is kept.
WORD_TEMPLATES: Final[Mapping[str, str]] = {"sheet": "review-sheet.docx"}


def built(
    kind: Kind, copy: Mapping[str, Any], comments: list[dict[str, Any]], changes: list[dict[str, Any]]
) -> case.Case:
    """Return a document of a case, in words.

    :param copy: as ``camau_working_copy_show`` gives it, its history folded
    """
    address = f"{config.public_url()}/review/{copy['id']}/{kind}"
    return case.build(kind, copy, comments, changes, case.Frame(_labels(), now().isoformat(), address, library()))


def _labels() -> case.Labels:
    return case.Labels(
        type=tk.h.camau_type_label,
        state=lambda state: tk._(COPY_STATE_NAMES[state]) if state in COPY_STATE_NAMES else state,
        step=tk.h.camau_step_label,
        role=tk.h.camau_role_label,
        route=lambda route: tk._(ROUTE_NAMES[route]) if route in ROUTE_NAMES else route,
        reason=code_list("return_reason").label,
    )


def body(kind: Kind, found: case.Case) -> Markup:
    """Return what the page of a document shows; its values are escaped by the template."""
    return Markup(html.page(f"{kind}-body.html", found.context(), library()))  # noqa: S704


def file(kind: Kind, found: case.Case, format_: str) -> File:
    """Return a document of a case as a file: PDF, or Word for the review sheet."""
    context, shelf = found.context(), library()
    if format_ == "docx":
        content = docx.render(WORD_TEMPLATES[kind], context, found.title, shelf)
    else:
        content = pdf.render("case.html", {**context, "body": f"{kind}-body.html"}, shelf)
    name = names.safe_file_name(f"{found.file_name} - {found.title[:80]}.{format_}")
    return File(content, name, MIMETYPES[format_], found.digest)
