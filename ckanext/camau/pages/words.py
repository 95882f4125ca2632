"""Names of types and kinds, and sentences made of data, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.camau.dates import vietnamese_date


def site_name() -> str:
    """Return the name of the portal: the configured title, or ours where nobody chose one."""
    title = str(tk.config.get("ckan.site_title") or "")
    return title if title not in ("", "CKAN") else tk._("Data portal of Cà Mau province")


def type_label(record_type: str) -> str:
    """Return the official term for a record type."""
    names = {
        "dataset": tk._("Open dataset"),
        "database": tk._("Database"),
        "data_service": tk._("Data sharing service"),
        "usage_rule": tk._("Data usage rules"),
    }
    return names.get(record_type, record_type)


def edition_kind(kind: str) -> str:
    """Return the official term for a kind of edition."""
    names = {"database_catalogue": tk._("Database catalogue"), "open_data_list": tk._("Open data list")}
    return names.get(kind, kind)


def section_title(key: str) -> str:
    """Return the heading of a section of the record page."""
    names = {
        "description": tk._("Description of the data"),
        "contents": tk._("Contents of the database"),
        "class": tk._("Class and state"),
        "connection": tk._("Connection"),
        "sharing": tk._("Sharing"),
        "exchange": tk._("Structure of the data exchanged"),
        "rule_scope": tk._("Scope"),
        "rules": tk._("Rules"),
        "statements": tk._("Statements of the agency"),
        "more": tk._("Further information"),
    }
    return names.get(key, key)


def sort_label(key: str) -> str:
    """Return the name of an order of search results."""
    names = {"relevance": tk._("Best match"), "newest": tk._("Newest first"), "title": tk._("By name")}
    return names.get(key, key)


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
        parts.append(tk._("version {number}, issued {date}").format(number=number, date=day))
    return ". ".join(part for part in [*parts, site_name(), address] if part)
