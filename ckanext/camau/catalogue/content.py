"""Content: what the public will see of a record, in one canonical form with one hash. Pure.

The hash is sha-256 over canonical JSON (RFC 8785), so that anyone can recompute it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

import rfc8785

from ckanext.camau.schemas.fields import Field, RecordSchema
from ckanext.camau.workflow.messages import N_, Message

Content = dict[str, Any]

#: Kinds of fields that hold a list of strings.
_LISTS: Final = frozenset({"multi", "references"})

#: Control characters and lone surrogates: no text of a person, and PostgreSQL or JSON cannot hold them.
_UNSTORABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

#: Marks that nobody sees and that turn text around; a non-breaking blank is a blank.
_INVISIBLE: Final[dict[int, str | None]] = {
    **dict.fromkeys([0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
    0xA0: " ",
}

#: A dot or blank where people part thousands: 1.234.567.
_BETWEEN_THOUSANDS: Final = re.compile(r"(?<=\d)[ .](?=\d{3}(?!\d))")

#: Resource keys that the store fills in; not fields of the schema, but part of the content.
FILE_KEYS: Final = ("id", "sha256", "size", "mimetype", "url_type", "url", "name", "format")


class ShapeError(ValueError):
    """A value has a shape that its field cannot hold; ``errors`` maps paths to messages."""

    def __init__(self, errors: dict[str, Message]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


def content_hash(content: Content) -> str:
    """Return the sha-256 (hex) of the canonical JSON of a content."""
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


def text(value: Any) -> str:
    """Return a scalar as it is stored: NFC, line feeds, no outer blanks, nothing invisible or impossible to store."""
    if isinstance(value, bool):
        return "true" if value else "false"
    unified = str(value).replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("", unified)).strip()


def normalise(
    data: Mapping[str, Any], schema: RecordSchema, new_id: Callable[[], str] = lambda: str(uuid.uuid4())
) -> Content:
    """Return the content in what a client sent: known fields only, empties dropped, every resource with an id.

    :param data: the keys of ``package_show``; keys that the schema does not know are left out
    :param new_id: gives ids to resources that have none
    :raises ShapeError: with every value whose shape does not fit
    """
    errors: dict[str, Message] = {}
    content = _fields(data, schema.fields, "", errors)
    if tags := _tags(data, errors):
        content["tags"] = tags
    resources = [
        _resource(r, schema, f"resources/{i}/", errors, new_id)
        for i, r in enumerate(_rows(data.get("resources"), "resources", errors))
    ]
    if filled := [r for r in resources if r]:
        content["resources"] = filled
    if errors:
        raise ShapeError(errors)
    return content


def _fields(data: Mapping[str, Any], fields: Mapping[str, Field], prefix: str, errors: dict[str, Message]) -> Content:
    found = {
        name: _value(data[name], field, prefix + name, errors)
        for name, field in fields.items()
        if field.kind != "tags" and data.get(name) is not None
    }
    return {name: value for name, value in found.items() if value}


def _value(value: Any, field: Field, path: str, errors: dict[str, Message]) -> Any:
    if field.row_fields:
        rows = (
            _fields(row, field.row_fields, f"{path}/{i}/", errors) for i, row in enumerate(_rows(value, path, errors))
        )
        found = [row for row in rows if row]
        return _checklist(found, field) if field.checklist else found
    if field.kind in _LISTS:
        return _strings(value, path, errors)
    if isinstance(value, list | dict):
        errors[path] = Message(N_("“%(label)s” takes one value."), {"label": field.label_vi})
        return ""
    return _BETWEEN_THOUSANDS.sub("", text(value)) if field.kind == "number" else text(value)


def _checklist(rows: list[Content], field: Field) -> list[Content]:
    """Put the rows of a checklist into the order of its points; a point without any answer is no row."""
    point = next(iter(field.row_fields))
    places = {code: place for place, code in enumerate(field.points)}
    answered = [row for row in rows if row.keys() - {point}]
    return sorted(answered, key=lambda row: places.get(row.get(point, ""), len(places)))


def _strings(value: Any, path: str, errors: dict[str, Message]) -> list[str]:
    values = cast("list[Any]", value) if isinstance(value, list) else [value]
    if isinstance(value, dict) or any(isinstance(v, list | dict) for v in values):
        errors[path] = Message(N_("A list of texts is expected here."))
        return []
    return list(dict.fromkeys(t for v in values if v is not None and (t := text(v))))


def _rows(value: Any, path: str, errors: dict[str, Message]) -> list[Mapping[str, Any]]:
    if value in (None, ""):
        return []
    rows = cast("list[Any]", value) if isinstance(value, list) else [None]
    if not all(isinstance(row, dict) for row in rows):
        errors[path] = Message(N_("A list of rows is expected here."))
        return []
    return cast("list[Mapping[str, Any]]", rows)


def _tags(data: Mapping[str, Any], errors: dict[str, Message]) -> list[dict[str, str]]:
    """Keywords come as objects (API) or as one comma-separated text (form); they leave sorted."""
    if data.get("tag_string") is not None and not data.get("tags"):
        names = [text(t) for t in text(data["tag_string"]).split(",")]
    else:
        names = [text(row.get("name", "")) for row in _rows(data.get("tags"), "tags", errors)]
    return [{"name": name} for name in sorted({n for n in names if n})]


def _resource(
    row: Mapping[str, Any],
    schema: RecordSchema,
    prefix: str,
    errors: dict[str, Message],
    new_id: Callable[[], str],
) -> Content:
    found = _fields(row, schema.resource_fields, prefix, errors)
    for key in FILE_KEYS:
        value = row.get(key)
        if value in (None, "") or key in found:
            continue
        if isinstance(value, list | dict):
            errors[prefix + key] = Message(N_("“%(label)s” takes one value."), {"label": key})
        elif cleaned := text(value):
            found[key] = cleaned
    if not found.keys() - {"id", "url_type", "format", "size", "mimetype"}:
        return {}
    found.setdefault("id", new_id())
    return found
