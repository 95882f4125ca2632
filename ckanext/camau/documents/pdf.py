"""Pages as PDF, printed in our own fonts; nothing outside is ever asked. Pure."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcherResponse

from ckanext.camau.documents import html
from ckanext.camau.documents.library import OURS, Library, font

_SCHEME: Final = "font:"
# It would tell of every property that print does not know, and of every address that was refused.
logging.getLogger("weasyprint").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.ERROR)


class Refused(ValueError):
    """A page asked for something that is not one of our fonts."""


def render(template: str, context: Mapping[str, Any], library: Library = OURS) -> bytes:
    """Return a page made of a template as PDF.

    :raises jinja2.TemplateError: the template is wrong
    """
    return of_page(html.page(template, context, library))


def of_page(page: str) -> bytes:
    """Return a page as PDF; addresses in it stay text."""
    fonts = FontConfiguration()
    return HTML(string=page, url_fetcher=fetch, base_url=None).write_pdf(font_config=fonts) or b""


def fetch(url: str, *_args: Any, **_kwargs: Any) -> URLFetcherResponse:
    """Give a font of ours; refuse every other address, of this machine too.

    :raises Refused: anything but ``font:NAME.ttf``
    """
    if not url.startswith(_SCHEME):
        raise Refused(url)
    try:
        body = font(url.removeprefix(_SCHEME)).read_bytes()
    except FileNotFoundError as error:
        raise Refused(url) from error
    return URLFetcherResponse(url, body, {"Content-Type": "font/ttf"})
