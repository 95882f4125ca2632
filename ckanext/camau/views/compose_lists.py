"""Which records a draft decision may take in or take out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ckanext.camau.search.canonical import unaccented
from ckanext.camau.views.support import act, every_copy

Item = dict[str, Any]

#: What one list on the page shows; the rest is found by its search box.
SHOWN: Final = 200


def appraised(record_type: str, search: str = "") -> list[Item]:
    """Return the working copies that passed the appraisal, by title."""
    found = every_copy(state="appraised", type=record_type)
    return _fitting(
        [
            {
                "record_id": copy["record_id"],
                "title": copy["title"],
                "agency": copy["agency"],
                "code": copy.get("code") or "",
                "working_copy_id": copy["id"],
            }
            for copy in found
        ],
        search,
    )


def in_catalogue(record_type: str, search: str = "") -> list[Item]:
    """Return the records in force, by title."""
    found = act("package_search", fq=f"+dataset_type:{record_type} +capacity:public", rows=1000)["results"]
    return _fitting(
        [
            {
                "record_id": package["id"],
                "title": package["title"],
                "agency": (package.get("organization") or {}).get("title", ""),
                "code": package.get("code") or "",
                "name": package["name"],
            }
            for package in found
        ],
        search,
    )


def titled(edition: Mapping[str, Any]) -> dict[str, Item]:
    """Return the records that a draft names already, by id."""
    return {item["record_id"]: dict(item) for item in [*edition.get("entries", ()), *edition.get("removals", ())]}


def _fitting(items: list[Item], search: str) -> list[Item]:
    words = unaccented(search).split()
    texts = [(item, unaccented(f"{item['title']} {item['code']} {item['agency']}")) for item in items]
    found = [item for item, text in texts if all(word in text for word in words)]
    return sorted(found, key=lambda item: unaccented(item["title"]))[:SHOWN]
