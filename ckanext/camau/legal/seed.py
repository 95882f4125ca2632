"""The entries that are delivered with the portal, read from ``data/*.csv``. Pure."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, get_args

Kind = Literal["document", "provision", "term"]
#: What an entry says; a value that is not known is an empty text, dates are ISO.
Data = Mapping[str, str]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_FOLDER: Final = Path(__file__).parent / "data"

#: The contents of an entry of each kind, in the order of forms and pages.
FIELDS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "document": (
        "kind", "number", "title", "issuing_body", "date", "valid_from", "valid_to", "replaced_by",
        "citation_vi", "citation_en", "check", "note",
    ),
    "provision": ("summary", "valid_from", "valid_to", "replaced_by", "cited_by", "note"),
    "term": ("term", "name_vi", "name_en", "value", "unit", "legal_basis", "valid_from", "valid_to", "note"),
}  # fmt: skip
DATES: Final = frozenset({"date", "valid_from", "valid_to"})


@cache
def entries(kind: Kind) -> Mapping[str, Data]:
    """Return the delivered entries of a kind by key, in the order of the file."""
    with (_FOLDER / f"{kind}s.csv").open(encoding="utf-8", newline="") as lines:
        return MappingProxyType(
            {row["key"]: MappingProxyType({name: row[name] for name in FIELDS[kind]}) for row in csv.DictReader(lines)}
        )
