"""Gates that look at what a record rests on: its agency, its rules, the records it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ckanext.camau.const import RecordType
from ckanext.camau.workflow.messages import N_, Message
from ckanext.camau.workflow.problems import Problem, Reference, Subject

#: The field that names data items by code, and the field that names their databases.
_ITEM_FIELDS: Final[dict[RecordType, tuple[str, str]]] = {
    "data_service": ("serves_items", "serves_databases"),
    "dataset": ("source_items", "source_databases"),
}


def focal_officer(subject: Subject) -> Iterator[Problem]:
    """The agency has a focal officer in office (D32 13(3))."""
    if not subject.facts.focal_officer:
        yield Problem(
            "focal_officer",
            "owner_org",
            Message(N_("The agency has no focal officer in office: the head of the agency appoints one first.")),
            "owner_org",
            legal_basis="D32 13(3)",
        )


def references(subject: Subject) -> Iterator[Problem]:
    """A record that is named exists and has the right type. It need not be issued yet."""
    for path, field, target in subject.schema.references_in(subject.content):
        found = subject.facts.references.get(target)
        if found is None or found.type not in field.reference_types:
            name, row, rest = (*path.split("/"), "")[:3]
            message = Message(
                N_("“%(label)s”, row %(row)s: no such record."), {"label": field.label_vi, "row": str(int(row) + 1)}
            )
            yield subject.problem("references", name, message, path=path if not rest else path.rpartition("/")[0])


def one_predecessor(subject: Subject) -> Iterator[Problem]:
    """Rules replace one earlier set of rules, and never themselves."""
    named = subject.content.get("replaces_rule", ())
    if len(named) > 1 or subject.record_id in named:
        yield subject.problem(
            "one_predecessor", "replaces_rule", Message(N_("Name at most one earlier set of rules, not this one."))
        )


def items_exist(subject: Subject) -> Iterator[Problem]:
    """The data items that are named by code stand in the databases that are named; reported only."""
    field, databases = _ITEM_FIELDS[subject.type]
    known = subject.facts.item_codes
    if not subject.content.get(databases):
        if subject.content.get(field):
            yield subject.problem(
                "items_exist", databases, Message(N_("Name the databases that the items stand in.")), blocking=False
            )
        return
    for code in subject.content.get(field, ()):
        if code.casefold() not in known:
            yield subject.problem(
                "items_exist",
                field,
                Message(N_("Data item %(code)s is not in the databases that are named."), {"code": code}),
                blocking=False,
            )


def rules_in_force(subject: Subject) -> Iterator[Problem]:
    """Sharing rests on usage rules in force: blocks a service, is reported for a database (R14)."""
    if subject.type == "database" and not _shared(subject):
        return
    if not any(_in_force(subject.facts.references.get(r)) for r in subject.content.get("usage_rules", ())):
        yield subject.problem(
            "rules_in_force",
            "usage_rules",
            Message(N_("Name usage rules that are issued and in force.")),
            legal_basis="D32 4(2), 6(1)",
            blocking=subject.type == "data_service",
        )


def _shared(subject: Subject) -> bool:
    items = subject.content.get("data_items", ())
    return any(item.get("default_to") or item.get("special_to") for item in items)


def _in_force(rule: Reference | None) -> bool:
    return rule is not None and rule.type == "usage_rule" and rule.issued and rule.in_force


def publication(subject: Subject) -> Iterator[Problem]:
    """Rules are published on the provincial portal or the agency's site (D32 6(1)); reported only."""
    if not subject.facts.act_published:
        yield Problem(
            "publication",
            "publication",
            Message(N_("The place where the rules were officially published is not recorded yet.")),
            "publication",
            legal_basis="D32 6(1)",
            blocking=False,
        )
