"""The document that orders a step with an issued record: a file that was uploaded, or a number and a date."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import acts
from ckanext.camau.dates import today
from ckanext.camau.model import Audit
from ckanext.camau.workflow.permission import Actor

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_DAY: Final = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})\b")


def is_upload(document: str) -> bool:
    """Tell whether a document is named by the sha-256 of an upload."""
    return _SHA256.fullmatch(document) is not None


def problem(document: str, actor: Actor, owner_org: str | None, *, needed: bool) -> str:
    """Return what is wrong with a document, or an empty text.

    :param document: sha-256 of an upload, or words with a number and a date, such as ``12/QD-ABC, 03/02/2026``
    """
    document = document.strip()
    if not document:
        return tk._("Name the document: upload it, or give its number and date.") if needed else ""
    if is_upload(document):
        return acts.pdf_problem(document, actor, owner_org)
    found = _DAY.search(document)
    rest = _DAY.sub("", document, count=1)
    day = _day(found) if found else None
    if day is None or not any(c.isdecimal() for c in rest):
        return tk._("Give number and date of the document, such as 12/QD-ABC, 03/02/2026.")
    return tk._("The date of the document lies in the future.") if day > today() else ""


def _day(found: re.Match[str]) -> date | None:
    day, month, year, iso_year, iso_month, iso_day = found.groups()
    try:
        return date(int(year or iso_year), int(month or iso_month), int(day or iso_day))
    except ValueError:
        return None


def of_events(record_id: str) -> dict[str, str]:
    """Return for each event of a record the document that was named in words."""
    lines = model.Session.query(Audit.detail).filter(
        Audit.subject_id == record_id, Audit.subject_kind == "record", Audit.detail.has_key("document")
    )
    return {detail["event"]: detail["document"] for (detail,) in lines if "event" in detail}
