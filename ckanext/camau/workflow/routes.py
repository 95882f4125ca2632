"""Which way a working copy takes to the public: through an edition, or by the head of the agency alone. Pure.

The route follows from the type and from what changes (architecture, section 4): what stands in a catalogue that the
Chairman issues (D32 5(2), 8(2)) changes by a further edition only; everything else of such a record is kept true by
its agency (ND47 51(2)(c), 20(3)). Services and usage rules are issued by the agency that answers for them.
"""

from __future__ import annotations

from typing import Final, Literal

from ckanext.camau.const import RecordType
from ckanext.camau.workflow.messages import N_

Route = Literal["edition", "agency"]

ROUTES: Final[tuple[Route, ...]] = ("edition", "agency")

#: Types that stand in a catalogue issued by decision, and types that their agency issues.
EDITION_TYPES: Final[tuple[RecordType, ...]] = ("database", "dataset")
AGENCY_TYPES: Final[tuple[RecordType, ...]] = ("data_service", "usage_rule")

ROUTE_NAMES: Final[dict[Route, str]] = {
    "edition": N_("Through an edition, by decision of the Chairman"),
    "agency": N_("Issued by the head of the agency"),
}


def route_of(type_: RecordType, listed_changed: bool, issued: bool) -> Route:
    """Return the route of a working copy.

    :param listed_changed: a field that is part of the catalogue as issued differs from the issued version
    :param issued: the record is public now; one that was withdrawn, removed or taken down goes the whole way again
    """
    if type_ in AGENCY_TYPES:
        return "agency"
    return "edition" if listed_changed or not issued else "agency"
