"""Contents as the public may see them, many at a time: links to what is not public are left out, and said so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ckanext.camau.catalogue import diff, links
from ckanext.camau.catalogue.content import Content
from ckanext.camau.schemas.fields import RecordSchema, record_schema


def public(contents: Sequence[Content], type_: str) -> list[Content]:
    """Return contents of one type without what names records that are not public."""
    shown: list[dict[str, Any]] = [{**content, "type": type_} for content in contents]
    links.hide_unissued(shown, None)
    return [{key: value for key, value in content.items() if key != "type"} for content in shown]


def listed_columns(type_: str) -> tuple[RecordSchema, list[str]]:
    """Return the schema of a type and its fields that belong to the catalogue, in the order of the form."""
    schema = record_schema(type_)
    return schema, [name for name in schema.fields if name in schema.listed and name not in {"title", "code"}]


def listed_texts(content: Content, type_: str, titles: Mapping[str, str]) -> list[str]:
    """Return the listed fields of a content as people read them."""
    schema, names = listed_columns(type_)
    return [diff.value_text(content.get(name), schema.fields[name], schema, titles) for name in names]
