"""What the pages of the register say: names of its fields, values in words, what a version changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import ckan.plugins.toolkit as tk

from ckanext.camau.dates import vietnamese_date
from ckanext.camau.legal import words
from ckanext.camau.legal.seed import DATES
from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.workflow.messages import N_

LABELS: Final[Mapping[str, str]] = {
    "key": N_("Key"),
    "kind": N_("Kind of document"),
    "number": N_("Number and symbol"),
    "title": N_("Subject of the document"),
    "issuing_body": N_("Issuing body"),
    "date": N_("Date signed"),
    "valid_from": N_("In force from"),
    "valid_to": N_("No longer in force from"),
    "replaced_by": N_("Replaced or amended by"),
    "citation_vi": N_("Name in citations, Vietnamese"),
    "citation_en": N_("Name in citations, English"),
    "check": N_("Verification"),
    "note": N_("Remark"),
    "summary": N_("What it orders"),
    "cited_by": N_("Cited by the province's Regulation in"),
    "term": N_("Term"),
    "name_vi": N_("Name of the term, Vietnamese"),
    "name_en": N_("Name of the term, English"),
    "value": N_("Value"),
    "unit": N_("Unit"),
    "legal_basis": N_("Legal basis"),
    "reason": N_("Reason for the change"),
}
#: Fields whose values are codes, with their lists.
CODES: Final[Mapping[str, str]] = {"kind": "legal_kind", "check": "legal_check", "unit": "term_unit"}
_BASES: Final = frozenset({"replaced_by", "cited_by", "legal_basis"})


@dataclass(frozen=True)
class Change:
    """A field that a version changed, in words."""

    label: str
    before: str
    after: str


def label(name: str) -> str:
    """Return the name of a field of an entry."""
    return tk._(LABELS.get(name, name))


def value(name: str, text: str) -> str:
    """Return the value of a field as people read it."""
    if name in DATES:
        return vietnamese_date(text)
    if name in CODES:
        return code_list(CODES[name]).label(text, _lang())
    return words.text(text) if name in _BASES and text else text


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """Return what one version changed against another."""
    return [
        Change(label(name), value(name, before.get(name, "")), value(name, after[name]))
        for name in after
        if after[name] != before.get(name, "")
    ]


def history(versions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return versions, newest first, each with what it changed against the one before."""
    older = {version["version"]: version for version in versions}
    return [{**version, "changes": _changed(older.get(version["version"] - 1), version)} for version in versions]


def _changed(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[Change]:
    return changes(before["data"], after["data"]) if before else []


def term_text(entry: Mapping[str, Any]) -> str:
    """Return the value of a term with its unit: 7 ngày làm việc."""
    if entry["unit"] == "fixed_date":
        return tk._("%(day)s of each year") % {"day": entry["value"]}
    return f"{entry['value']} {code_list('term_unit').label(entry['unit'], _lang())}".strip()


def term_name(entry: Mapping[str, Any]) -> str:
    """Return what a term is called."""
    return entry["name_en"] if _lang() == "en" else entry["name_vi"]


def state(entry: Mapping[str, Any], on: date) -> str:
    """Return ``in_force``, ``ended`` or ``coming`` for a day."""
    if entry["in_force"]:
        return "in_force"
    first = entry.get("in_force_from") or entry.get("valid_from") or ""
    return "coming" if first > on.isoformat() else "ended"


def use_label(use: Mapping[str, Any]) -> str:
    """Return the name of what rests on an entry."""
    name = str(use["label_en"] if _lang() == "en" else use["label_vi"])
    if use["kind"] == "step":
        return tk.h.camau_step_label(name)
    return tk._(name) if use["kind"] == "gate" else name


def _lang() -> str:
    return "en" if tk.h.lang() == "en" else "vi"
