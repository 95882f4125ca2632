"""What rests on an entry of the register: fields, checks, steps, code lists and terms. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from ckanext.camau.const import RECORD_TYPES, RecordType
from ckanext.camau.legal import basis
from ckanext.camau.legal.seed import Data
from ckanext.camau.schemas import list_index
from ckanext.camau.schemas.fields import Field, agency_fields, record_schema
from ckanext.camau.workflow.gates import GATES, LAW
from ckanext.camau.workflow.transitions import TRANSITIONS

UseKind = Literal["field", "gate", "step", "code_list", "term"]


@dataclass(frozen=True)
class Use:
    """One thing that rests on an entry. ``types``: the record types that it is about, none for all or for neither.

    A step is named by its action, a gate by its msgid; all others by their names in both languages.
    """

    kind: UseKind
    vi: str
    en: str
    types: tuple[str, ...] = ()

    def label(self, lang: str = "vi") -> str:
        """Return the name as people read it."""
        return self.en if lang == "en" else self.vi


def by_key(terms: Mapping[str, Data]) -> Mapping[str, tuple[Use, ...]]:
    """Return what rests on each document or provision itself, in a fixed order; nothing rests on those left out."""
    found = dict(_fixed())
    for data in terms.values():
        use = Use("term", data["name_vi"], data["name_en"])
        for key in _keys(data["legal_basis"]):
            found[key] = _joined([*found.get(key, ()), use])
    return found


def stated() -> Iterator[tuple[str, str]]:
    """Yield every legal basis that schemas, transitions and code lists state, with the place where it stands."""
    for text, use in _stated():
        yield f"{use.kind} {use.en} {' '.join(use.types)}", text


@cache
def _fixed() -> Mapping[str, tuple[Use, ...]]:
    found: dict[str, dict[Use, None]] = {}
    for text, use in _stated():
        for key in _keys(text):
            found.setdefault(key, {})[use] = None
    return MappingProxyType({key: _joined(uses) for key, uses in found.items()})


def _joined(uses: Iterable[Use]) -> tuple[Use, ...]:
    """Return each use once: the same field of several types is one use of them all."""
    types: dict[tuple[UseKind, str, str], dict[str, None]] = {}
    for use in uses:
        types.setdefault((use.kind, use.vi, use.en), {}).update(dict.fromkeys(use.types))
    return tuple(Use(*name, types=tuple(found)) for name, found in types.items())


def _keys(text: str) -> list[str]:
    return [found.key for found in basis.parse(text)]


def _stated() -> Iterator[tuple[str, Use]]:
    yield from _of_fields()
    yield from _of_workflow()
    for entry in list_index.entries():
        yield entry.legal_basis, Use("code_list", entry.vi, entry.en)


def _of_fields() -> Iterator[tuple[str, Use]]:
    for record_type in RECORD_TYPES:
        schema = record_schema(record_type)
        yield from _deep([*schema.fields.values(), *schema.resource_fields.values()], record_type)
    yield from _deep(agency_fields().values(), "agency")


def _of_workflow() -> Iterator[tuple[str, Use]]:
    for gate in GATES:
        if gate.name in LAW:
            title, text = LAW[gate.name]
            yield text, Use("gate", title, title, _some(gate.types))
    for row in TRANSITIONS:
        yield row.legal_basis, Use("step", row.action, row.action, _some(row.types))


def _some(types: tuple[RecordType, ...]) -> tuple[str, ...]:
    """Return the types that something is about, none when it is about all of them."""
    return types if len(types) < len(RECORD_TYPES) else ()


def _deep(fields: Iterable[Field], record_type: str, vi: str = "", en: str = "") -> Iterator[tuple[str, Use]]:
    """Yield the fields that state a basis; those of rows too, named after the table that they stand in."""
    for field in fields:
        names = vi + field.label_vi, en + field.label_en
        if field.legal_basis:
            yield field.legal_basis, Use("field", *names, types=(record_type,))
        yield from _deep(field.row_fields.values(), record_type, *(f"{name} – " for name in names))
