"""Lists page by page, and exports as files: attachments that nothing runs in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Response

from ckanext.camau.exports.tables import Table, to_csv, to_xlsx
from ckanext.camau.files import names

_TYPES: Final = {
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class ListPage:
    """Some items of a list: which page of how many they are, and where the first stands, from 1."""

    items: Sequence[Any]
    number: int
    pages: int
    count: int
    first: int


def page_of(items: Sequence[Any], number: int, size: int) -> ListPage:
    """Return a page of a list; a number that is none leads to the nearest page."""
    pages = max(-(-len(items) // size), 1)
    number = min(max(number, 1), pages)
    start = (number - 1) * size
    return ListPage(items[start : start + size], number, pages, len(items), start + 1)


def json_file(data: dict[str, Any], stem: str) -> Response:
    """Answer with JSON as a file."""
    return _file(json.dumps(data, ensure_ascii=False, indent=1).encode(), "json", stem)


def table_file(table: Table, ending: str, stem: str) -> Response:
    """Answer with a table as CSV or XLSX."""
    return _file(to_csv(table) if ending == "csv" else to_xlsx(table), ending, stem)


def _file(body: bytes, ending: str, stem: str) -> Response:
    response = Response(body, content_type=_TYPES[ending])
    response.headers["Content-Disposition"] = names.content_disposition(f"{stem}.{ending}")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
