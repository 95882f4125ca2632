"""Names that several packages share. Pure: importable from the workflow package too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

RecordType = Literal["dataset", "database", "data_service", "usage_rule"]

#: The package types that only issuing, withdrawing and taking down may write.
RECORD_TYPES: Final[tuple[RecordType, ...]] = get_args(RecordType)

#: Types that a catalogue feed lists as resources of their own.
FEED_TYPES: Final[tuple[RecordType, ...]] = ("dataset", "data_service")

EditionKind = Literal["database_catalogue", "open_data_list"]
EDITION_KINDS: Final[tuple[EditionKind, ...]] = get_args(EditionKind)

#: Which record type an edition of each kind may contain (D32 5(2), 8(2)).
EDITION_TYPE: Final[Mapping[str, RecordType]] = {
    "database_catalogue": "database",
    "open_data_list": "dataset",
}

#: A draft edition that is neither issued nor given up; a ``signed`` one waits for the day of its decision.
OPEN_DRAFTS: Final = ("draft", "signed")

PORTAL_ROLES: Final = ("focal_point", "issuing_clerk", "finance_reader", "auditor")
AGENCY_ROLES: Final = ("editor", "agency_head")
