"""The fields that we add to a record's document in the index."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.schemas.fields import record_schema
from ckanext.camau.search.canonical import canonical, clean

#: Content that points to other records by id.
REFERENCES: Final = tuple(dict.fromkeys(name for type_ in RECORD_TYPES for name in record_schema(type_).references))
#: Content that says nothing to somebody who searches.
_SILENT: Final = frozenset((
    *REFERENCES, "id", "name", "title", "type", "state", "owner_org", "private", "resources", "organization", "groups",
    "tags",
    "code", "license_id", "license_url", "contact_email", "contact_phone", "url", "isopen", "creator_user_id",
    "metadata_created", "metadata_modified", "num_resources", "num_tags", "no_state_secret", "privacy_statement",
    "relationships_as_object", "relationships_as_subject", "data_dict", "version", "author_email", "maintainer_email",
))  # fmt: skip


def extra_fields(content: dict[str, Any]) -> dict[str, Any]:
    """Return the index fields for one record as ``package_show`` gives it: words, code, themes, references."""
    title, code = str(content.get("title") or ""), clean(str(content.get("code") or ""))
    organization = content.get("organization") or {}
    words = [title, code, str(content.get("title_en") or ""), str(organization.get("title") or "")]
    words += [str(tag.get("display_name") or tag.get("name") or "") for tag in content.get("tags") or []]
    words += [text for key, value in content.items() if key not in _SILENT for text in _texts(value)]
    for resource in content.get("resources") or []:
        words += [str(resource.get(key) or "") for key in ("name", "description", "format")]
    return {
        "title_vi": canonical(title),
        "words_vi": [canonical(word) for word in words if word],
        "code": code,
        "code_words": canonical(code),
        "theme": _strings(content.get("theme")),
        "refs": [ref for key in REFERENCES for ref in _strings(content.get(key))],
    }


def _strings(value: Any) -> list[str]:
    """Return a list of strings from a list, or from the JSON text that core's default schema makes of one."""
    if isinstance(value, str) and value.startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            return [value]
    if isinstance(value, str):
        return [value] if value else []
    return [str(item) for item in value or [] if item]


def _texts(value: Any) -> Iterator[str]:
    """Yield every text inside a value, however nested."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
