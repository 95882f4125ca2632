"""Entries of the register as the dictionaries that actions return."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ckanext.camau.legal import basis, words
from ckanext.camau.legal.register import Register, span_of
from ckanext.camau.legal.store import Entry
from ckanext.camau.legal.usage import Use
from ckanext.camau.logic.dictize import account_name, iso


def entry(found: Entry, register: Register, on: date) -> dict[str, Any]:
    """Return a document, provision or term value with whether it is in force on a day."""
    given = {"entry_kind": found.kind, "key": found.key, **found.data, "lock_version": found.version}
    if found.kind == "term":
        return {**given, "in_force": span_of(found.data).holds(on)}
    one, span = basis.one(found.key), register.span(found.key)
    return {
        **given,
        "slug": basis.slug(found.key),
        "document": one.document,
        "citation": words.citation(one, register.documents),
        "in_force": span.holds(on),
        "in_force_from": iso(span.first),
        "not_in_force_from": iso(span.end),
        "successor": register.successor(found.key),
    }


def version(found: Entry, *, names: bool) -> dict[str, Any]:
    """Return one version for the history of an entry; who wrote it is told to staff alone."""
    told = {
        "version": found.version,
        "data": dict(found.data),
        "reason": found.reason,
        "delivered": not found.changed_by,
        "at": iso(found.at) if found.changed_by else None,
    }
    return {**told, "changed_by": account_name(found.changed_by) if found.changed_by else None} if names else told


def uses(found: Iterable[Use]) -> list[dict[str, Any]]:
    """Return what rests on a document or provision."""
    return [{"kind": use.kind, "label_vi": use.vi, "label_en": use.en, "types": list(use.types)} for use in found]
