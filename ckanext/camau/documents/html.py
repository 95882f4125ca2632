"""Templates of printed pages: every value is text, whatever is in it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import SandboxedEnvironment

from ckanext.camau.documents.library import Library


class _Loader(BaseLoader):
    def __init__(self, library: Library) -> None:
        self.library = library

    def get_source(self, environment: Any, template: str) -> tuple[str, str | None, None]:  # noqa: ARG002
        try:
            return self.library.text(template), template, None
        except FileNotFoundError as error:
            raise TemplateNotFound(template) from error


def page(template: str, context: Mapping[str, Any], library: Library) -> str:
    """Return a page made of a template.

    :raises jinja2.TemplateError: the template is wrong, or names what is not there
    """
    environment = SandboxedEnvironment(loader=_Loader(library), autoescape=True, undefined=StrictUndefined)
    return environment.get_template(template).render(context)
