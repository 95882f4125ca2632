"""What the schemas say about each field, read from the YAML files without CKAN."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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
class Field:
    """One field of a schema, under the name that it has in a record's content."""

    name: str
    label_vi: str
    label_en: str
    kind: Kind
    listed: bool
    required: bool
    legal_basis: str
    help_vi: str
    code_list: str | None
    reference_type: str | None
    row_fields: Mapping[str, Field]

    @property
    def is_list(self) -> bool:
        """Say whether content holds a list for this field."""
        return self.kind in _LIST_KINDS

    @property
    def codes(self) -> CodeList | None:
        """Return the code list that the values come from, None for free values."""
        return code_list(self.code_list) if self.code_list else None

    def label(self, lang: str = "vi") -> str:
        """Return the name of the field as people read it."""
        return self.label_en if lang == "en" else self.label_vi

    def text_of(self, value: str, lang: str = "vi") -> str:
        """Return one value as people read it: the name of a code, else the value itself."""
        return self.codes.label(value, lang) if self.codes else value


@dataclass(frozen=True)
class RecordSchema:
    """The fields of a record type in the order of the form."""

    type: str
    fields: Mapping[str, Field]
    resource_fields: Mapping[str, Field]

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
        """Names of the fields that hold ids of other records."""
        return tuple(name for name, field in self.fields.items() if field.kind == "references")

    def named_in(self, content: Mapping[str, Any]) -> list[str]:
        """Return the ids of the records that a content names, each once."""
        return list(dict.fromkeys(str(id_) for name in self.references for id_ in content.get(name) or ()))


@cache
def record_schema(record_type: str) -> RecordSchema:
    """Return the schema of a record type.

    :raises KeyError: no such type
    """
    if record_type not in RECORD_TYPES:
        raise KeyError(record_type)
    source = _load(f"{record_type}.yaml")
    return RecordSchema(record_type, _fields(source["dataset_fields"]), _fields(source["resource_fields"]))


@cache
def agency_fields() -> Mapping[str, Field]:
    """Return the fields of an agency."""
    return _fields(_load("agency.yaml")["fields"])


def _load(name: str) -> dict[str, Any]:
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))


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
        reference_type=item.get("reference_type"),
        row_fields=_fields(item.get("repeating_subfields", ())),
    )
