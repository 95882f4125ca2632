"""The law-given contents of a record as its page prints them: of what is issued, of older versions, of drafts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.camau.dates import today
from ckanext.camau.pages import matrix, related, rows
from ckanext.camau.schemas.fields import record_schema


def shown(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``record_content.html`` prints; ``record`` is a content with its ``type``.

    ``links`` are only the records that are public, whoever reads: all others are not shown.
    """
    links = related.links(record_schema(record["type"]).named_in(record))
    item_names = {code: name for link in links.values() for code, name in link.items.items()}
    items = record.get("data_items") or []
    named_rules = any(link.type == "usage_rule" for link in links.values())
    return {
        "record": record,
        "sections": rows.sections(record["type"], record, item_names, today().isoformat()),
        "links": links,
        "matrix": matrix.matrix(items) if items else None,
        "lacks_rules": matrix.needs_rules(items) and not named_rules,
        **_files(record),
    }


def _files(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the files, machine-readable descriptions of a service first, and their data dictionaries by id."""
    fields = record_schema(record["type"]).resource_fields
    files = list(record.get("resources") or [])
    kind = fields.get("document_type")
    if kind and kind.codes:
        order = list(kind.codes.codes)
        files.sort(key=lambda file: order.index(file["document_type"]) if file.get("document_type") in order else 99)
    dictionary = fields.get("dictionary")
    return {
        "files": files,
        "document_type": kind,
        "dictionaries": {
            file.get("id"): rows.table(dictionary, file["dictionary"])
            for file in files
            if dictionary and file.get("dictionary")
        },
    }
