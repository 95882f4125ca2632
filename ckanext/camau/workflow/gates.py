"""Gates: small named checks that a record passes before each step (architecture, section 4).

Each takes a Subject and yields problems. GATES says which types a gate looks at; ``run`` runs them all, so that
an officer sees everything at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ckanext.camau.const import RECORD_TYPES, RecordType
from ckanext.camau.workflow import (
    checks_content,
    checks_dictionary,
    checks_files,
    checks_fit,
    checks_links,
    checks_scan,
)
from ckanext.camau.workflow.messages import N_
from ckanext.camau.workflow.problems import Problem, Subject

Check = Callable[[Subject], Iterable[Problem]]


@dataclass(frozen=True)
class Gate:
    """A named check and the types it applies to."""

    name: str
    check: Check
    types: tuple[RecordType, ...] = RECORD_TYPES


GATES: Final[tuple[Gate, ...]] = (
    Gate("required", checks_content.required),
    Gate("valid", checks_content.valid),
    Gate("lengths", checks_content.lengths),
    Gate("period", checks_content.period),
    Gate("statements", checks_content.statements),
    Gate("identity", checks_content.identity),
    Gate("data_items", checks_content.data_items, ("database",)),
    Gate("personal_items", checks_fit.personal_items, ("database",)),
    Gate("hosting", checks_fit.hosting, ("database",)),
    Gate("places", checks_fit.places, ("dataset",)),
    Gate("privacy", checks_content.privacy, ("dataset",)),
    Gate("recommended", checks_content.recommended),
    Gate("similar_titles", checks_content.similar_titles),
    Gate("focal_officer", checks_links.focal_officer),
    Gate("references", checks_links.references),
    Gate("one_predecessor", checks_links.one_predecessor, ("usage_rule",)),
    Gate("items_exist", checks_links.items_exist, ("data_service", "dataset")),
    Gate("rules_in_force", checks_links.rules_in_force, ("database", "data_service")),
    Gate("publication", checks_links.publication, ("usage_rule",)),
    Gate("files", checks_files.complete),
    Gate("technical_documents", checks_files.technical_documents, ("data_service",)),
    Gate("open_format", checks_files.open_format, ("dataset",)),
    Gate("dictionary", checks_dictionary.dictionary, ("dataset",)),
    Gate("scan", checks_scan.signs),
    Gate("scan_confirm", checks_scan.confirmations),
    Gate("scan_unseen", checks_scan.unseen, ("dataset",)),
)

#: Which gates rest on a legal text: what they look for, and by which text. All others rest on their fields, or on none.
LAW: Final[Mapping[str, tuple[str, str]]] = {
    "statements": (N_("No state secret, no personal data: confirmed"), "D32 1(2); ND47 20(1)"),
    "data_items": (N_("Sharing mode of each data item for each user group"), "ND47 11(4)(d)"),
    "personal_items": (N_("Personal data is not opened to everybody"), "ND47 20(1)"),
    "hosting": (N_("Hosting in the provincial data centre, or the reason why not"), "D32 7(3)"),
    "places": (N_("Places fit the code set of administrative units"), "NQ1655/2025; QD19/2025"),
    "privacy": (N_("Privacy check of an open dataset"), "ND47 20(1)"),
    "scan": (N_("Signs of personal data, state secrets and hidden content are answered"), "ND47 20(1); D32 1(2)"),
    "scan_confirm": (N_("Answers to signs are confirmed by the head of the agency"), "ND47 20(1)"),
    "scan_unseen": (N_("Files are looked through for personal data"), "ND47 20(1)"),
    "dictionary": (N_("Data dictionary of each table"), checks_dictionary.LAW),
    "focal_officer": (N_("The agency has a focal officer in office"), "D32 13(3)"),
    "rules_in_force": (N_("Usage rules in force"), "D32 4(2), 6(1)"),
    "publication": (N_("Usage rules are officially published"), "D32 6(1)"),
    "files": (N_("Files or a data sharing service are there"), "ND47 21(1)"),
    "technical_documents": (N_("Technical documents of a service"), "ND47 24(3)(a)"),
    "open_format": (N_("A file in an open format"), "ND47 17(1)(e), 21(1)"),
}


def run(subject: Subject) -> list[Problem]:
    """Return every problem that the gates of the record's type find, blocking ones first.

    What a gate that blocks says of a place in its own words takes the place of what the schema's validators say there.
    """
    found = list(_all(subject))
    named = {p.path for p in found if p.gate != "valid" and p.blocking}
    return sorted((p for p in found if p.gate != "valid" or p.path not in named), key=lambda p: not p.blocking)


def _all(subject: Subject) -> Iterator[Problem]:
    for gate in GATES:
        if subject.type in gate.types:
            yield from gate.check(subject)


def stopping(problems: Iterable[Problem], action: str) -> list[Problem]:
    """Return those problems that stand against a step: whoever approves or appraises needs confirmed answers."""
    wanted = () if action == "camau_submit" else (checks_scan.CONFIRM,)
    return [p for p in problems if p.blocking or p.gate in wanted]


def blocking(problems: Iterable[Problem]) -> list[Problem]:
    """Return those problems that keep a record from going on."""
    return [p for p in problems if p.blocking]
