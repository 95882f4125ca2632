"""What the schemas say about each field, read from the YAML files without CKAN."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

import yaml

from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.schemas.code_lists import CodeList, code_list

Kind = Literal["text", "choice", "multi", "rows", "references", "boolean", "date", "url", "tags", "number"]

_FOLDER: Final = Path(__file__).parent
#: The form sends keywords as one string; content and package_show hold them as ``tags``.
_CONTENT_NAMES: Final = {"tag_string": "tags"}
_LIST_KINDS: Final = frozenset({"multi", "references", "rows", "tags"})


@dataclass(frozen=True)
class Condition:
    """Another field of the record and the answers on which something depends."""

    field: str
    answers: tuple[str, ...]

    def holds(self, content: Mapping[str, Any]) -> bool:
        """Say whether the content gives one of the answers."""
        given = content.get(self.field)
        return any(answer in self.answers for answer in (given if isinstance(given, list) else [given]))


@dataclass(frozen=True)
class Field:
    """One field of a schema, under the name that it has in a record's content.

    ``required_if``: the law demands it when the condition holds. ``recommended``: its absence is reported only.
    ``checklist``: rows that stand fixed, one for each code of the first column's list.
    """

    name: str
    label_vi: str
    label_en: str
    kind: Kind
    listed: bool
    required: bool
    legal_basis: str
    help_vi: str
    code_list: str | None
    reference_types: tuple[str, ...]
    row_fields: Mapping[str, Field]
    required_if: Condition | None = None
    recommended: bool = False
    checklist: bool = False
    part: str = ""

    @property
    def is_list(self) -> bool:
        """Say whether content holds a list for this field."""
        return self.kind in _LIST_KINDS

    @property
    def codes(self) -> CodeList | None:
        """Return the code list that the values come from, None for free values."""
        return code_list(self.code_list) if self.code_list else None

    @property
    def points(self) -> tuple[str, ...]:
        """Codes of the fixed rows of a checklist, in their order; empty for all other fields."""
        first = next(iter(self.row_fields.values()), None)
        return first.codes.codes if self.checklist and first and first.codes else ()

    def demanded(self, content: Mapping[str, Any]) -> bool:
        """Say whether the law demands this field of a record with that content."""
        return self.required or (self.required_if is not None and self.required_if.holds(content))

    def label(self, lang: str = "vi") -> str:
        """Return the name of the field as people read it."""
        return self.label_en if lang == "en" else self.label_vi

    def text_of(self, value: str, lang: str = "vi") -> str:
        """Return one value as people read it: the name of a code, else the value itself."""
        return self.codes.label(value, lang) if self.codes else value


#: The part of a record that holds its files; the schema's own fields name theirs.
FILES: Final = "files"


@dataclass(frozen=True)
class Part:
    """A step of the form and a section of the page: its heading and the names of its fields, files last."""

    key: str
    label_vi: str
    label_en: str
    fields: tuple[str, ...]

    def label(self, lang: str = "vi") -> str:
        """Return the heading."""
        return self.label_en if lang == "en" else self.label_vi


@dataclass(frozen=True)
class RecordSchema:
    """The fields of a record type in the order of the form, and the parts that the form is cut into."""

    type: str
    fields: Mapping[str, Field]
    resource_fields: Mapping[str, Field]
    parts: tuple[Part, ...]

    @property
    def listed(self) -> frozenset[str]:
        """Names of the fields that are part of the catalogue as issued."""
        return frozenset(name for name, field in self.fields.items() if field.listed)

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the fields that the law demands, in the order of the form."""
        return tuple(name for name, field in self.fields.items() if field.required)

    @property
    def references(self) -> tuple[str, ...]:
        """Names of the fields that hold ids of other records, directly or in their rows."""
        return tuple(name for name, field in self.fields.items() if _refers(field))

    def named_in(self, content: Mapping[str, Any]) -> list[str]:
        """Return the ids of the records that a content names, each once."""
        return list(dict.fromkeys(id_ for _path, _field, id_ in self.references_in(content)))

    def references_in(self, content: Mapping[str, Any]) -> Iterator[tuple[str, Field, str]]:
        """Yield path, field and id of each record that a content names, in its rows too."""
        yield from _references(self.fields, content, "")

    def without(self, content: Mapping[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
        """Return a content that names none of the records in ``hidden``."""
        return _without(self.fields, content, hidden)


def _refers(field: Field) -> bool:
    return field.kind == "references" or any(map(_refers, field.row_fields.values()))


def _references(
    fields: Mapping[str, Field], values: Mapping[str, Any], prefix: str
) -> Iterator[tuple[str, Field, str]]:
    for name, field in fields.items():
        if not _refers(field):
            continue
        for index, item in enumerate(values.get(name) or ()):
            path = f"{prefix}{name}/{index}"
            if field.kind == "references":
                yield path, field, str(item)
            else:
                yield from _references(field.row_fields, item, f"{path}/")


def _without(fields: Mapping[str, Field], values: Mapping[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    kept = dict(values)
    for name, field in fields.items():
        if not values.get(name) or not _refers(field):
            continue
        if field.kind == "references":
            kept[name] = [id_ for id_ in values[name] if id_ not in hidden]
        else:
            kept[name] = [_without(field.row_fields, row, hidden) for row in values[name]]
    return kept


@cache
def record_schema(record_type: str) -> RecordSchema:
    """Return the schema of a record type.

    :raises KeyError: no such type
    """
    if record_type not in RECORD_TYPES:
        raise KeyError(record_type)
    source = _load(f"{record_type}.yaml")
    fields = _fields(source["dataset_fields"])
    return RecordSchema(record_type, fields, _fields(source["resource_fields"]), _parts(source["parts"], fields))


@cache
def agency_fields() -> Mapping[str, Field]:
    """Return the fields of an agency."""
    return _fields(_load("agency.yaml")["fields"])


def _load(name: str) -> dict[str, Any]:
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))


def _parts(source: Sequence[dict[str, Any]], fields: Mapping[str, Field]) -> tuple[Part, ...]:
    """Cut the fields into the parts that they name.

    :raises KeyError: a field names no part that the schema has
    """
    named: dict[str, list[str]] = {item["key"]: [] for item in source}
    for name, field in fields.items():
        named[field.part].append(name)
    named[FILES].append("resources")
    return tuple(
        Part(item["key"], item["label"]["vi"], item["label"]["en"], tuple(named[item["key"]])) for item in source
    )


@cache
def _presets() -> dict[str, dict[str, Any]]:
    source = json.loads((_FOLDER / "presets.json").read_text(encoding="utf-8"))
    return {preset["preset_name"]: preset["values"] for preset in source["presets"]}


def _fields(source: Sequence[dict[str, Any]]) -> Mapping[str, Field]:
    fields = [_field({**_presets().get(item.get("preset", ""), {}), **item}) for item in source]
    return MappingProxyType({field.name: field for field in fields})


def _field(item: dict[str, Any]) -> Field:
    name: str = item["field_name"]
    return Field(
        name=_CONTENT_NAMES.get(name) or name,
        label_vi=item["label"]["vi"],
        label_en=item["label"]["en"],
        kind=item.get("kind", "text"),
        listed=bool(item.get("listed", False)),
        required=bool(item.get("required", False)),
        legal_basis=item.get("legal_basis", ""),
        help_vi=item.get("help_text", {}).get("vi", ""),
        code_list=item.get("code_list"),
        reference_types=types_of(item.get("reference_type")),
        row_fields=_fields(item.get("repeating_subfields", ())),
        required_if=condition_of(item.get("required_if")),
        recommended=bool(item.get("recommended", False)),
        checklist=bool(item.get("checklist", False)),
        part=item.get("part", ""),
    )


def types_of(named: str | list[str] | None) -> tuple[str, ...]:
    """Return the record types that ``reference_type`` of a schema names: one, or a list."""
    return (named,) if isinstance(named, str) else tuple(named or ())


def condition_of(item: Mapping[str, Any] | None) -> Condition | None:
    """Return the condition that ``required_if`` of a schema states, None for none."""
    return Condition(item["field"], tuple(item["in"])) if item else None
