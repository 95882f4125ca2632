"""Which parameters of a search the public may send, and with which fields. Pure."""

from __future__ import annotations

import json
import re
from typing import Any, Final

#: Stored fields that may leave the index.
PUBLIC_FIELDS: Final = frozenset(
    [
        "id",
        "name",
        "title",
        "notes",
        "tags",
        "groups",
        "organization",
        "owner_org",
        "dataset_type",
        "type",
        "code",
        "theme",
        "license_id",
        "res_format",
        "res_name",
        "res_description",
        "metadata_created",
        "metadata_modified",
        "score",
    ]
)
PUBLIC_FACETS: Final = frozenset(
    ["organization", "owner_org", "groups", "tags", "res_format", "license_id", "theme", "dataset_type"]
)
PUBLIC_SORTS: Final = frozenset(
    ["score", "metadata_modified", "metadata_created", "name", "title", "title_string", "view_recent", "code", "id"]
)
_PARAMETERS: Final = frozenset(
    [
        "q",
        "fq",
        "fq_list",
        "fl",
        "rows",
        "start",
        "sort",
        "facet",
        "facet.mincount",
        "facet.limit",
        "facet.field",
        "extras",
        "include_private",
        "include_drafts",
        "include_deleted",
        "use_default_schema",
        "defType",
        "df",
    ]
)
_NOT_FOR_GUESTS: Final = ("include_private", "include_drafts", "include_deleted", "use_default_schema")

#: Fields that say how the portal works, not what a record is.
_INTERNAL: Final = re.compile(
    r"(permission_labels|data_dict|validated_data_dict|creator_user_id|plugin_data|index_id|indexed_ts|_version_)\s*:"
)
_MAGIC: Final = re.compile(r"\{\s*!|_query_|_val_")
_FACET_LIMIT: Final = 500
#: What nobody types, and what would cost Solr too much: characters of a query and of all filters, filters, wildcards,
#: and the place of the first result.
_LONGEST: Final = {"q": 2_000, "fq": 8_000, "fq_list": 8_000, "sort": 200}
_MOST_FILTERS: Final = 50
_MOST_WILDCARDS: Final = 20
_FARTHEST: Final = 100_000


class BadSearchError(ValueError):
    """A parameter of a search is not for the public; the message is its name."""


def cleaned(params: dict[str, Any], *, guest: bool) -> dict[str, Any]:
    """Return the parameters with what the public may not ask left out.

    Wider searches and the raw schema are ignored for guests, unknown fields in ``fl`` for everybody.

    :raises BadSearchError: local parameters, or a field, sort or facet that would tell of the inside
    """
    known = {key: value for key, value in params.items() if not (guest and key in _NOT_FOR_GUESTS)}
    for key in known:
        if key not in _PARAMETERS:
            raise BadSearchError(key)
    for key in ("q", "fq", "fq_list", "sort", "df"):
        _check_text(key, known.get(key))
    _check_cost(known)
    if known.get("defType") not in (None, "", "dismax", "edismax"):
        raise BadSearchError("defType")
    _check_sort(known.get("sort"))
    if known.get("fl"):
        known["fl"] = _fields(known["fl"])
    _facets(known)
    return known


def _check_text(key: str, value: Any) -> None:
    for text in value if isinstance(value, list) else [value]:
        plain = str(text or "").replace("\\", "")
        if _MAGIC.search(plain) or _INTERNAL.search(plain):
            raise BadSearchError(key)


def _check_cost(params: dict[str, Any]) -> None:
    """Refuse what no person asks and what would keep Solr busy for everybody else (abuse line 69)."""
    for key, longest in _LONGEST.items():
        value = params.get(key)
        texts = [str(text or "") for text in (value if isinstance(value, list) else [value])]
        if sum(map(len, texts)) > longest or len(texts) > _MOST_FILTERS:
            raise BadSearchError(key)
        if sum(text.count("*") + text.count("?") + text.count("~") for text in texts) > _MOST_WILDCARDS:
            raise BadSearchError(key)
    start = str(params.get("start") or 0)
    if start.isdigit() and int(start[:12]) > _FARTHEST:
        raise BadSearchError("start")


def _check_sort(sort: Any) -> None:
    for part in str(sort or "").split(","):
        words = part.split()
        if words and (words[0] not in PUBLIC_SORTS or words[1:] not in ([], ["asc"], ["desc"])):
            raise BadSearchError("sort")


def _fields(wanted: Any) -> list[str]:
    """Return the public ones of the wanted fields, at least the name."""
    names = wanted if isinstance(wanted, list) else [wanted]
    split = [name for item in names for name in re.split(r"[\s,]+", str(item)) if name]
    return [name for name in dict.fromkeys(split) if name in PUBLIC_FIELDS] or ["name"]


def _facets(params: dict[str, Any]) -> None:
    fields = params.get("facet.field")
    if fields is not None:
        if isinstance(fields, str):
            try:
                fields = json.loads(fields) if fields.strip().startswith("[") else [fields]
            except ValueError:
                raise BadSearchError("facet.field") from None
        if not isinstance(fields, list) or not set(map(str, fields)) <= PUBLIC_FACETS:
            raise BadSearchError("facet.field")
        params["facet.field"] = fields
    limit = params.get("facet.limit")
    if limit is not None:
        try:
            number = int(limit)
        except (TypeError, ValueError):
            raise BadSearchError("facet.limit") from None
        params["facet.limit"] = number if 0 <= number <= _FACET_LIMIT else _FACET_LIMIT
