"""Names of types and kinds, and sentences made of data, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import ckan.plugins.toolkit as tk

from ckanext.camau.dates import vietnamese_date
from ckanext.camau.workflow.messages import N_

TYPE_NAMES: Final[Mapping[str, str]] = {
    "dataset": N_("Open dataset"),
    "database": N_("Database"),
    "data_service": N_("Data sharing service"),
    "usage_rule": N_("Data usage rules"),
}
EDITION_NAMES: Final[Mapping[str, str]] = {
    "database_catalogue": N_("Database catalogue"),
    "open_data_list": N_("Open data list"),
}
_SORT_NAMES: Final[Mapping[str, str]] = {
    "relevance": N_("Best match"),
    "newest": N_("Newest first"),
    "title": N_("By name"),
}


def site_name() -> str:
    """Return the name of the portal: the configured title, or ours where nobody chose one."""
    title = str(tk.config.get("ckan.site_title") or "")
    return title if title not in ("", "CKAN") else tk._("Data portal of Cà Mau province")


def type_label(record_type: str) -> str:
    """Return the official term for a record type."""
    return _named(TYPE_NAMES, record_type)


def edition_kind(kind: str) -> str:
    """Return the official term for a kind of edition."""
    return _named(EDITION_NAMES, kind)


def sort_label(key: str) -> str:
    """Return the name of an order of search results."""
    return _named(_SORT_NAMES, key)


def act_text(act: Mapping[str, Any]) -> str:
    """Return the act in one line: number, date, issuing body."""
    text = tk._("No. {number} of {date}, {body}")
    return text.format(
        number=act.get("number") or "", date=vietnamese_date(act.get("date")), body=act.get("issuing_body") or ""
    )


def citation(record: Mapping[str, Any], agency: str, version: Mapping[str, Any] | None, address: str) -> str:
    """Return how to cite an open dataset (ND47 18(2))."""
    parts = [agency, str(record.get("title") or "")]
    if version:
        number, day = version.get("number"), vietnamese_date(version.get("issued_at"))
        parts.append(tk._("version {number}, published {date}").format(number=number, date=day))
    return ". ".join(part for part in [*parts, site_name(), address] if part)


def _named(names: Mapping[str, str], key: str) -> str:
    return tk._(names[key]) if key in names else key
