"""The one table of transitions: who may do what in which state, and what follows.

Buttons, authorisation and the test matrix are made from it. Legal sources stand in each row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from ckanext.camau.const import RECORD_TYPES, RecordType

Subject = Literal["working_copy", "edition", "record"]
Reason = Literal["none", "optional", "required"]

EDITION_ROUTE: Final[tuple[RecordType, ...]] = ("database", "dataset")
HEAD_ROUTE: Final[tuple[RecordType, ...]] = ("data_service", "usage_rule")


@dataclass(frozen=True)
class Transition:
    """A row of the table.

    ``apart`` names earlier actions on the same working copy whose persons may not take this one.
    ``deadline`` is the key of the term in the legal-basis register that starts when the source state is reached.
    """

    action: str
    subject: Subject
    source: tuple[str, ...]
    target: str
    role: str
    legal_basis: str
    types: tuple[RecordType, ...] = RECORD_TYPES
    reason: Reason = "none"
    apart: tuple[str, ...] = ()
    gates: bool = False
    act: bool = False
    deadline: str | None = None


_WRITERS: Final = ("camau_working_copy_create", "camau_working_copy_update", "camau_submit")

TRANSITIONS: Final[tuple[Transition, ...]] = (
    # What an editor does with a working copy of the own agency.
    Transition(
        "camau_working_copy_update", "working_copy", ("draft",), "draft", "editor", "D32 13(1)"
    ),
    Transition(
        "camau_working_copy_update", "working_copy", ("returned",), "returned", "editor", "D32 13(1)"
    ),
    Transition(
        "camau_working_copy_discard", "working_copy", ("draft", "returned"), "discarded", "editor",
        "D32 13(1)", reason="optional",
    ),
    Transition(
        "camau_submit", "working_copy", ("draft", "returned"), "submitted", "editor", "D32 5(2), 6, 8, 13(1)",
        reason="optional", gates=True,
    ),
    Transition(
        "camau_recall", "working_copy", ("submitted",), "draft", "editor", "D32 13(1)", reason="optional"
    ),
    # The head of the agency.
    Transition(
        "camau_approve", "working_copy", ("submitted",), "approved", "agency_head", "D32 5(2), 8(2)",
        types=EDITION_ROUTE, reason="optional", apart=_WRITERS, gates=True,
    ),
    Transition(
        "camau_approve", "working_copy", ("submitted",), "issued", "agency_head", "ND47 25(1)",
        types=("data_service",), reason="optional", apart=_WRITERS, gates=True, deadline="service_publish",
    ),
    Transition(
        "camau_approve", "working_copy", ("submitted",), "issued", "agency_head", "D32 6(1); ND47 22",
        types=("usage_rule",), reason="optional", apart=_WRITERS, gates=True, act=True,
    ),
    Transition(
        "camau_return", "working_copy", ("submitted",), "returned", "agency_head", "D32 13(1)",
        reason="required",
    ),
    # The provincial focal point.
    Transition(
        "camau_appraise", "working_copy", ("approved",), "appraised", "focal_point", "D32 5(2), 8(2), 11",
        types=EDITION_ROUTE, reason="optional", apart=(*_WRITERS, "camau_approve"), gates=True,
    ),
    Transition(
        "camau_return", "working_copy", ("approved", "appraised", "scheduled"), "returned", "focal_point",
        "D32 11", types=EDITION_ROUTE, reason="required",
    ),
    Transition(
        "camau_edition_update", "working_copy", ("appraised",), "scheduled", "focal_point", "D32 5(2), 8(2)",
        types=EDITION_ROUTE,
    ),
    Transition(
        "camau_edition_update", "working_copy", ("scheduled",), "appraised", "focal_point", "D32 5(2), 8(2)",
        types=EDITION_ROUTE,
    ),
    Transition(
        "camau_edition_discard", "working_copy", ("scheduled",), "appraised", "focal_point", "D32 11",
        types=EDITION_ROUTE, reason="optional",
    ),
    # The issuing clerk, once the Chairman has signed.
    Transition(
        "camau_edition_issue", "working_copy", ("scheduled",), "issued", "issuing_clerk", "D32 5(2), 8(2)",
        types=EDITION_ROUTE, act=True,
    ),
    # Editions as a whole. A decision that takes effect on a later day leaves the draft ``signed`` until then.
    Transition("camau_edition_update", "edition", ("draft",), "draft", "focal_point", "D32 5(2), 8(2)"),
    Transition(
        "camau_edition_discard", "edition", ("draft",), "discarded", "focal_point", "D32 11", reason="optional"
    ),
    Transition(
        "camau_edition_issue", "edition", ("draft",), "issued", "issuing_clerk", "D32 5(2), 8(2)", act=True
    ),
    Transition(
        "camau_edition_issue", "edition", ("draft",), "signed", "issuing_clerk", "D32 5(2), 8(2)", act=True
    ),
    Transition(
        "camau_edition_unsign", "edition", ("signed",), "draft", "issuing_clerk", "D32 5(2), 8(2)",
        reason="required",
    ),
    Transition(
        "camau_correction_record", "edition", ("issued",), "issued", "issuing_clerk", "D32 5(2), 8(2)", act=True
    ),
    # Records that are public.
    Transition(
        "camau_record_suspend", "record", ("issued",), "suspended", "agency_head", "ND47 43",
        types=("data_service",), reason="required",
    ),
    Transition(
        "camau_record_suspend", "record", ("issued",), "suspended", "focal_point", "ND47 43; D32 11",
        types=("data_service",), reason="required",
    ),
    Transition(
        "camau_record_resume", "record", ("suspended",), "issued", "agency_head", "ND47 43",
        types=("data_service",), reason="required",
    ),
    Transition(
        "camau_record_resume", "record", ("suspended",), "issued", "focal_point", "ND47 43; D32 11",
        types=("data_service",), reason="required",
    ),
    Transition(
        "camau_record_withdraw", "record", ("issued", "suspended"), "withdrawn", "agency_head", "ND47 44",
        types=HEAD_ROUTE, reason="required",
    ),
    Transition(
        "camau_edition_issue", "record", ("issued",), "withdrawn", "issuing_clerk", "D32 5(2), 8(2)",
        types=EDITION_ROUTE,
    ),
    Transition(
        "camau_record_take_down", "record", ("issued", "suspended"), "taken_down", "focal_point",
        "D32 1(2); ND47 20(1)", reason="required",
    ),
    Transition(
        "camau_record_take_down", "record", ("issued", "suspended"), "taken_down", "sysadmin",
        "D32 1(2); ND47 20(1)", reason="required",
    ),
)  # fmt: skip


def rows(subject: Subject, state: str, type_: RecordType | None = None) -> tuple[Transition, ...]:
    """Return the rows that lead out of a state, for records of one type if a type is given."""
    return tuple(
        t for t in TRANSITIONS if t.subject == subject and state in t.source and (type_ is None or type_ in t.types)
    )
