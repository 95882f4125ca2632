"""The cells of an open dataset in the annex: the listed fields (D32 8(2), ND47 17). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.camau.dates import vietnamese_date
from ckanext.camau.documents.layout import Layout
from ckanext.camau.documents.text import joined, plain
from ckanext.camau.schemas.fields import record_schema

Content = Mapping[str, Any]


def cells(layout: Layout, content: Content, names: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of an open dataset by their keys."""
    schema = record_schema("dataset").fields
    source = plain(content.get("source"))
    databases = joined(plain(names.get(id_, "")) for id_ in content.get("source_databases") or [])
    items = joined(content.get("source_items") or [])
    return {
        "description": plain(content.get("notes")),
        "theme": joined(schema["theme"].text_of(code) for code in content.get("theme") or []),
        "source": joined([source, databases, items]),
        "source_text": source,
        "source_databases": databases,
        "source_items": items,
        "frequency": plain(schema["update_frequency"].text_of(plain(content.get("update_frequency")))),
        "period": _period(layout, content),
        "licence": plain(schema["license_id"].text_of(plain(content.get("license_id")))),
        "formats": joined(dict.fromkeys(_format(layout, file) for file in content.get("resources") or [])),
    }


def _period(layout: Layout, content: Content) -> str:
    start, end = (plain(vietnamese_date(content.get(key))) for key in ("period_start", "period_end"))
    if start and end:
        return layout.say("period", start=start, end=end)
    return layout.say("from", start=start) if start else layout.say("until", end=end) if end else ""


def _format(layout: Layout, file: Content) -> str:
    """Return the format of a file and how it is shared: packaged, or at an address (ND47 21(1))."""
    name = plain(file.get("format"))
    return layout.say("file" if file.get("sha256") else "link", format=name) if name else ""
