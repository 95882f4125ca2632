"""What is looked for in which record, what each kind rests on, and which answers a kind takes."""

from __future__ import annotations

from typing import Final

#: Grows when detectors learn something: files are then scanned anew.
VERSION: Final = 2

STAMP: Final = "stamp"
PERSONAL: Final = (
    "cccd", "phone", "email", "bank_account", "tax_number", "person_name", "birth_date", "home_address",
)  # fmt: skip
HIDDEN: Final = ("hidden_sheet", "hidden_rows", "hidden_columns", "comments", "far_cells")
KINDS: Final = (STAMP, *PERSONAL, *HIDDEN)

#: Open data holds no personal data at all (ND47 20(1)); elsewhere offices, hotlines and the like are normal.
_LOOKED_FOR: Final = {"dataset": frozenset(KINDS)}
_ELSEWHERE: Final = frozenset({STAMP, "cccd"})

#: Fields that name an agency's official contact.
OFFICIAL_PREFIX: Final = "contact_"

#: Answers for what a classification mark is not, for hidden content, and for the rest.
_MARK_ANSWERS: Final = frozenset({"not_a_mark"})
_HIDDEN_ANSWERS: Final = frozenset({"hidden_harmless", "not_personal", "public_by_law", "deidentified"})
_PERSONAL_ANSWERS: Final = frozenset({"not_personal", "public_by_law", "deidentified"})
#: Only these can be an office's.
_CONTACTS: Final = frozenset({"phone", "email", "bank_account", "tax_number"})


def looked_for(record_type: str) -> frozenset[str]:
    """Return the kinds that matter in records of a type."""
    return _LOOKED_FOR.get(record_type, _ELSEWHERE)


def legal_basis(kind: str) -> str:
    """Return what a kind rests on."""
    return "D32 1(2)" if kind == STAMP else "ND47 20(1)"


def answers(kind: str) -> frozenset[str]:
    """Return the answers that a kind takes. A mark is none, or the record does not belong here."""
    if kind == STAMP:
        return _MARK_ANSWERS
    if kind in HIDDEN:
        return _HIDDEN_ANSWERS
    return _PERSONAL_ANSWERS | {"official_contact"} if kind in _CONTACTS else _PERSONAL_ANSWERS


def note_needed(kind: str, answer: str) -> bool:
    """Tell whether an answer must be explained: what a law or a mark decides, and every citizen's number."""
    return kind in {STAMP, "cccd"} or answer in {"public_by_law", "deidentified"}
