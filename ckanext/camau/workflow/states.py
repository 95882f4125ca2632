"""States of working copies, records and editions (architecture, section 4)."""

from __future__ import annotations

from typing import Final, Literal

from ckanext.camau.workflow.messages import N_

CopyState = Literal["draft", "submitted", "approved", "appraised", "scheduled", "issued", "returned", "discarded"]
RecordState = Literal["unissued", "issued", "suspended", "withdrawn", "taken_down"]
EventKind = Literal["issued", "suspended", "resumed", "withdrawn", "removed", "taken_down"]

#: A closed working copy stays as it is; every other one is open.
CLOSED: Final[frozenset[str]] = frozenset({"issued", "discarded"})

#: The editor may change content in these states only.
EDITABLE: Final[frozenset[str]] = frozenset({"draft", "returned"})

#: The state of a record after its newest event.
AFTER_EVENT: Final[dict[EventKind, RecordState]] = {
    "issued": "issued",
    "suspended": "suspended",
    "resumed": "issued",
    "withdrawn": "withdrawn",
    "removed": "withdrawn",
    "taken_down": "taken_down",
}

#: Records in these states are public; a suspended service stays visible with its notice (ND47 43).
PUBLIC: Final[frozenset[str]] = frozenset({"issued", "suspended"})

COPY_STATE_NAMES: Final[dict[str, str]] = {
    "draft": N_("Draft"),
    "submitted": N_("Submitted"),
    "approved": N_("Approved by the agency"),
    "appraised": N_("Appraised"),
    "scheduled": N_("In a draft decision"),
    "issued": N_("Issued"),
    "returned": N_("Returned"),
    "discarded": N_("Discarded"),
}

RECORD_STATE_NAMES: Final[dict[str, str]] = {
    "unissued": N_("Not issued"),
    "issued": N_("Issued"),
    "suspended": N_("Suspended"),
    "withdrawn": N_("Withdrawn"),
    "taken_down": N_("Taken down"),
}
