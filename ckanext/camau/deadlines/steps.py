"""Which term a state starts: the table of transitions says it. Pure."""

from __future__ import annotations

from ckanext.camau.const import RecordType
from ckanext.camau.workflow.transitions import Subject, rows


def term_of(subject: Subject, state: str, type_: RecordType | None = None) -> str | None:
    """Return the key of the term that starts when a case comes into a state; None where nobody is waited for."""
    return next((row.deadline for row in rows(subject, state, type_) if row.deadline), None)
