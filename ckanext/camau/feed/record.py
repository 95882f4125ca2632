"""A record as the feed sees it: the issued content and what the ledger knows beside it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ckanext.camau.catalogue.in_force import IssuedRecord


@dataclass(frozen=True)
class FeedRecord:
    """A record in force, whatever it was read from."""

    record_id: str
    type: str
    name: str
    owner_org: str
    content: Mapping[str, Any]
    first_issued_at: datetime
    issued_at: datetime
    number: int = 0
    state: str = "issued"


def from_issued(record: IssuedRecord) -> FeedRecord:
    """Return the record as the ledger holds it."""
    return FeedRecord(
        record_id=record.record_id,
        type=record.type,
        name=record.name,
        owner_org=record.owner_org,
        content=record.content,
        first_issued_at=record.first_issued_at,
        issued_at=record.issued_at,
        number=record.number,
        state=record.state,
    )


def from_package(package: Mapping[str, Any]) -> FeedRecord:
    """Return the record from a ``package_show`` dict, for who calls ckanext-dcat's serialiser directly."""
    return FeedRecord(
        record_id=str(package["id"]),
        type=str(package.get("type") or "dataset"),
        name=str(package.get("name") or package["id"]),
        owner_org=str(package.get("owner_org") or ""),
        content=package,
        first_issued_at=_utc(package.get("metadata_created")),
        issued_at=_utc(package.get("metadata_modified")),
    )


def referenced(content: Mapping[str, Any]) -> set[str]:
    """Return the ids of the records that a record links to, issued or not."""
    return {str(key) for field in ("serves_datasets", "usage_rules") for key in listed(content.get(field))}


def listed(value: Any) -> list[Any]:
    """Return a value of a field as a list: what is single is a list of one, what is empty of none."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list | tuple | set) else [value]


def _utc(text: Any) -> datetime:
    """CKAN writes its instants in UTC and without a zone."""
    when = datetime.fromisoformat(str(text)) if text else datetime.now(UTC)
    return when if when.tzinfo else when.replace(tzinfo=UTC)
