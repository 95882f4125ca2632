"""The demo data as it stands in the YAML files, read without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import yaml

from ckanext.camau.const import RecordType

DATA: Final = Path(__file__).parent / "data"
FILES: Final = DATA / "files"
DOCUMENTS: Final = DATA / "documents"
#: The document on which the withdrawal of a service rests.
WITHDRAWAL: Final = DOCUMENTS / "thong-bao-thu-hoi-dich-vu.pdf"

#: The order in which records go public: a service rests on rules, a dataset may name its service.
SOURCES: Final[Mapping[RecordType, str]] = MappingProxyType(
    {
        "usage_rule": "usage_rules",
        "database": "databases",
        "data_service": "data_services",
        "dataset": "datasets",
    }
)
_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTACT: Final = ("contact_name", "contact_email", "contact_phone", "contact_address")


@dataclass(frozen=True)
class DemoAgency:
    """An agency. ``login`` is what its accounts have in their names."""

    name: str
    login: str
    data: dict[str, Any]


@dataclass(frozen=True)
class DemoRecord:
    """A record and how far it goes along its route. References in ``data`` name codes, not ids."""

    type: RecordType
    code: str
    agency: str
    until: str
    data: dict[str, Any]
    files: tuple[dict[str, Any], ...]
    edition: str | None
    act: dict[str, Any] | None
    reason: str | None


@dataclass(frozen=True)
class DemoEdition:
    """A decision; without ``act`` its edition stays a draft. ``removals`` name codes that it takes out of force."""

    key: str
    kind: str
    title: str
    removals: tuple[str, ...]
    act: dict[str, Any] | None


@dataclass(frozen=True)
class DemoChange:
    """A change to an issued record that has not come to its end."""

    code: str
    until: str
    data: dict[str, Any]
    reason: str | None


@cache
def agencies() -> Mapping[str, DemoAgency]:
    """Return the agencies by name."""
    return MappingProxyType({item["name"]: DemoAgency(**item) for item in load("agencies")})


@cache
def records() -> tuple[DemoRecord, ...]:
    """Return every record in the order in which they go public."""
    return tuple(_record(kind, item) for kind, name in SOURCES.items() for item in load(name))


@cache
def editions() -> tuple[DemoEdition, ...]:
    """Return the decisions in their order."""
    return tuple(
        DemoEdition(
            key=item["key"],
            kind=item["kind"],
            title=item["title"],
            removals=tuple(item.get("removals", ())),
            act=_act("decision", item.get("act")),
        )
        for item in load("editions")
    )


@cache
def changes() -> tuple[DemoChange, ...]:
    """Return the changes under way."""
    return tuple(DemoChange(item["code"], item["until"], item["data"], item.get("reason")) for item in load("changes"))


def owners() -> tuple[DemoAgency, ...]:
    """Return the agencies that own demo records."""
    names = {record.agency for record in records()}
    return tuple(agency for agency in agencies().values() if agency.name in names)


@cache
def load(name: str) -> Any:
    """Return what a YAML file of the demo data holds, or the lists of all files of a folder one after the other."""
    folder = DATA / name
    if folder.is_dir():
        return [item for path in sorted(folder.glob("*.yaml")) for item in _parsed(path)]
    return _parsed(DATA / f"{name}.yaml")


def _parsed(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a safe loader, in C if there is one)


def _record(kind: RecordType, item: dict[str, Any]) -> DemoRecord:
    agency = agencies()[item["agency"]]
    contact = {key: agency.data[key] for key in _CONTACT}
    act = _act("rule", item.get("act"))
    return DemoRecord(
        type=kind,
        code=item["code"],
        agency=agency.name,
        until=item["until"],
        data={**contact, **load("defaults")[kind], **item["data"], "code": item["code"]},
        files=tuple(item.get("files", ())),
        edition=item.get("edition"),
        act={"issuing_body": agency.data["title"], **act} if act else None,
        reason=item.get("reason"),
    )


def _act(kind: str, given: dict[str, Any] | None) -> dict[str, Any] | None:
    if given is None:
        return None
    return {**load("acts")[kind], "effective_from": given["date"], **given}
