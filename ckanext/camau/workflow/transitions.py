"""The one table of transitions: who may do what in which state, and what follows.

Buttons, authorisation and the test matrix are made from it. Legal sources stand in each row; ``routes.md`` in the
developers' pages tells it in words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from ckanext.camau.const import RECORD_TYPES, RecordType
from ckanext.camau.workflow.routes import AGENCY_TYPES, EDITION_TYPES, ROUTES, Route

Subject = Literal["working_copy", "edition", "record"]
Reason = Literal["none", "optional", "required"]


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
    routes: tuple[Route, ...] = ROUTES


_WRITERS: Final = ("camau_working_copy_create", "camau_working_copy_update", "camau_submit")
_APPRAISER_APART: Final = (*_WRITERS, "camau_approve")
_LISTS: Final = "D32 5(2), 8(2)"


def _staying(row: Transition) -> tuple[Transition, ...]:
    """Return a row for each source state of one that leaves the state as it is."""
    return tuple(replace(row, source=(state,), target=state) for state in row.source)


def _copy(action: str, source: tuple[str, ...], target: str, role: str, legal_basis: str) -> Transition:
    return Transition(action, "working_copy", source, target, role, legal_basis)


#: What an editor does with a working copy of the own agency.
_EDITOR: Final[tuple[Transition, ...]] = (
    *_staying(_copy("camau_working_copy_update", ("draft", "returned"), "", "editor", "D32 13(1)")),
    replace(
        _copy("camau_working_copy_discard", ("draft", "returned"), "discarded", "editor", "D32 13(1)"),
        reason="optional",
    ),
    replace(
        _copy("camau_submit", ("draft",), "submitted", "editor", "D32 5(2), 6, 8, 13(1)"),
        reason="optional", gates=True,
    ),
    replace(
        _copy("camau_submit", ("returned",), "submitted", "editor", "D32 5(2), 6, 8, 13(1)"),
        reason="optional", gates=True, deadline="editor_answer",
    ),
    replace(_copy("camau_recall", ("submitted",), "draft", "editor", "D32 13(1)"), reason="optional"),
    *_staying(_copy("camau_comment_add", ("returned",), "", "editor", "D32 13(1)")),
    *_staying(_copy("camau_comment_resolve", ("draft", "returned"), "", "editor", "D32 13(1)")),
)  # fmt: skip

_APPROVAL: Final = replace(
    _copy("camau_approve", ("submitted",), "issued", "agency_head", "D32 13(1)"),
    reason="optional", apart=_WRITERS, gates=True, deadline="head_approval", routes=("agency",),
)  # fmt: skip

#: The head of the agency. What changes no listed field is issued under the act and edition in force.
_HEAD: Final[tuple[Transition, ...]] = (
    replace(_APPROVAL, target="approved", legal_basis=_LISTS, types=EDITION_TYPES, routes=("edition",)),
    replace(_APPROVAL, legal_basis="ND47 51(2)(c)", types=("database",)),
    replace(_APPROVAL, legal_basis="ND47 20(3)", types=("dataset",)),
    replace(_APPROVAL, legal_basis="ND47 25(1)", types=("data_service",), deadline="service_publish"),
    replace(_APPROVAL, legal_basis="D32 6(1); ND47 22", types=("usage_rule",), act=True),
    replace(
        _copy("camau_return", ("submitted",), "returned", "agency_head", "D32 13(1)"),
        reason="required", deadline="head_approval",
    ),
    *_staying(replace(_copy("camau_claim", ("submitted",), "", "agency_head", "D32 13(1)"), apart=_WRITERS)),
    *_staying(_copy("camau_release", ("submitted",), "", "agency_head", "D32 13(1)")),
    *_staying(replace(_copy("camau_reassign", ("submitted",), "", "agency_head", "D32 13(1)"), reason="optional")),
    *_staying(_copy("camau_comment_add", ("submitted",), "", "agency_head", "D32 13(1)")),
    *_staying(_copy("camau_comment_resolve", ("submitted",), "", "agency_head", "D32 13(1)")),
)  # fmt: skip


def _focal(action: str, source: tuple[str, ...], target: str, legal_basis: str = "D32 11") -> Transition:
    """Return a row of the focal point: it appraises what goes through an edition."""
    return replace(_copy(action, source, target, "focal_point", legal_basis), types=EDITION_TYPES, routes=("edition",))


#: The provincial focal point.
_FOCAL_POINT: Final[tuple[Transition, ...]] = (
    replace(
        _focal("camau_appraise", ("approved",), "appraised", "D32 5(2), 8(2), 11"),
        reason="optional", apart=_APPRAISER_APART, gates=True, deadline="focal_appraisal",
    ),
    replace(_focal("camau_return", ("approved",), "returned"), reason="required", deadline="focal_appraisal"),
    replace(_focal("camau_return", ("appraised", "scheduled"), "returned"), reason="required"),
    *_staying(replace(_focal("camau_claim", ("approved",), ""), apart=_APPRAISER_APART)),
    *_staying(_focal("camau_release", ("approved",), "")),
    *_staying(replace(_focal("camau_reassign", ("approved",), ""), reason="optional")),
    *_staying(_focal("camau_comment_add", ("approved", "appraised", "scheduled"), "")),
    *_staying(_focal("camau_comment_resolve", ("approved", "appraised", "scheduled"), "")),
    replace(_focal("camau_edition_update", ("appraised",), "scheduled", _LISTS), deadline="edition_composition"),
    _focal("camau_edition_update", ("scheduled",), "appraised", _LISTS),
    replace(_focal("camau_edition_discard", ("scheduled",), "appraised"), reason="optional"),
)  # fmt: skip

#: The issuing clerk, once the Chairman has signed; and editions as a whole. A decision that takes effect on a later
#: day leaves the draft ``signed`` until then.
_EDITIONS: Final[tuple[Transition, ...]] = (
    Transition(
        "camau_edition_issue", "working_copy", ("scheduled",), "issued", "issuing_clerk", _LISTS,
        types=EDITION_TYPES, routes=("edition",), act=True, deadline="edition_issue",
    ),
    Transition("camau_edition_update", "edition", ("draft",), "draft", "focal_point", _LISTS),
    Transition(
        "camau_edition_discard", "edition", ("draft",), "discarded", "focal_point", "D32 11", reason="optional"
    ),
    Transition(
        "camau_edition_issue", "edition", ("draft",), "issued", "issuing_clerk", _LISTS, act=True,
        deadline="edition_issue",
    ),
    Transition("camau_edition_issue", "edition", ("draft",), "signed", "issuing_clerk", _LISTS, act=True),
    Transition(
        "camau_edition_unsign", "edition", ("signed",), "draft", "issuing_clerk", _LISTS, reason="required"
    ),
    Transition("camau_correction_record", "edition", ("issued",), "issued", "issuing_clerk", _LISTS, act=True),
)  # fmt: skip


def _record(action: str, source: tuple[str, ...], target: str, role: str, legal_basis: str) -> Transition:
    """Return a row about a record that is public; each says why, in words that stay."""
    return Transition(
        action, "record", source, target, role, legal_basis, types=("data_service",), reason="required"
    )  # fmt: skip


_STEERS: Final = "ND47 43; D32 11"
_TAKE_DOWN: Final = "D32 1(2); ND47 20(1)"

#: Records that are public.
_RECORDS: Final[tuple[Transition, ...]] = (
    _record("camau_record_suspend", ("issued",), "suspended", "agency_head", "ND47 43"),
    _record("camau_record_suspend", ("issued",), "suspended", "focal_point", _STEERS),
    _record("camau_record_resume", ("suspended",), "issued", "agency_head", "ND47 43"),
    _record("camau_record_resume", ("suspended",), "issued", "focal_point", _STEERS),
    *_staying(_record("camau_correction_ask", ("issued", "suspended"), "", "focal_point", "ND47 51(2)(d); D32 11")),
    replace(
        _record("camau_record_withdraw", ("issued", "suspended"), "withdrawn", "agency_head", "ND47 44"),
        types=AGENCY_TYPES,
    ),
    replace(
        _record("camau_edition_issue", ("issued",), "withdrawn", "issuing_clerk", _LISTS),
        types=EDITION_TYPES, reason="none",
    ),
    replace(
        _record("camau_record_take_down", ("issued", "suspended"), "taken_down", "focal_point", _TAKE_DOWN),
        types=RECORD_TYPES,
    ),
    replace(
        _record("camau_record_take_down", ("issued", "suspended"), "taken_down", "sysadmin", _TAKE_DOWN),
        types=RECORD_TYPES,
    ),
)  # fmt: skip

TRANSITIONS: Final[tuple[Transition, ...]] = (*_EDITOR, *_HEAD, *_FOCAL_POINT, *_EDITIONS, *_RECORDS)


def rows(
    subject: Subject, state: str, type_: RecordType | None = None, route: Route | None = None
) -> tuple[Transition, ...]:
    """Return the rows that lead out of a state; of one type and on one route if they are given."""
    return tuple(
        t
        for t in TRANSITIONS
        if t.subject == subject
        and state in t.source
        and (type_ is None or type_ in t.types)
        and (route is None or route in t.routes)
    )
