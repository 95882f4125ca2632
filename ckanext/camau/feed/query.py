"""What a request asks of the catalogue, checked: page, format, filters. Errors are Vietnamese through gettext."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import ckan.plugins.toolkit as tk

from ckanext.camau.feed.write import FORMATS

#: The formats that ckanext-dcat's routes know a media type for.
ROUTED: Final = ("ttl", "xml", "rdf", "jsonld", "n3")
_DEFAULT_FORMAT: Final = "xml"
_PAGE: Final = re.compile(r"[1-9][0-9]{0,6}")


class NotThereError(tk.ValidationError):
    """What was asked for can be read and does not exist: such a page, such a format."""


@dataclass(frozen=True)
class Query:
    """A page of the catalogue in a format, of everything or of what filters leave."""

    format: str = _DEFAULT_FORMAT
    page: int = 1
    #: the last record of the page before, given by our own links: a page then starts right behind it
    after: str = ""
    q: str = ""
    fq: str = ""
    modified_since: datetime | None = None

    @property
    def by_solr(self) -> bool:
        """Say whether Solr must tell which records are meant."""
        return self.q not in ("", "*:*") or bool(self.fq)


def read(data_dict: Mapping[str, Any]) -> Query:
    """Return the query of an action's input; ``profiles`` is not looked at, there is one way to tell a record.

    :raises tk.ValidationError: a format, page or date that is none
    """
    return Query(
        format=format_of(data_dict.get("format")),
        page=_page(data_dict.get("page")),
        after=str(data_dict.get("after") or ""),
        q=str(data_dict.get("q") or ""),
        fq=str(data_dict.get("fq") or ""),
        modified_since=_since(data_dict.get("modified_since")),
    )


def format_of(value: Any, among: tuple[str, ...] = ROUTED) -> str:
    """Return a format by its extension.

    :raises NotThereError: there is no such format
    """
    name = str(value or _DEFAULT_FORMAT)
    if name not in among or name not in FORMATS:
        message = tk._("There is no such format. Use one of: {formats}.").format(formats=", ".join(among))
        raise NotThereError({"format": [message]})
    return name


def _page(value: Any) -> int:
    text = str(value or 1)
    if not _PAGE.fullmatch(text):
        raise tk.ValidationError({"page": [tk._("The page must be a whole number from 1.")]})
    return int(text)


def _since(value: Any) -> datetime | None:
    if not value:
        return None
    # a plus sign that nobody encoded arrives as a blank
    text = re.sub(r" (?=\d{2}:?\d{2}$)", "+", str(value).strip())
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        message = tk._("Write the date as ISO 8601, for example 2026-01-31 or 2026-01-31T08:00:00+07:00.")
        raise tk.ValidationError({"modified_since": [message]}) from error
    return when if when.tzinfo else when.replace(tzinfo=UTC)
