"""Gates that look at the content alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from ckanext.camau.schemas.fields import Field
from ckanext.camau.workflow.messages import N_, Message
from ckanext.camau.workflow.problems import Problem, Subject

#: In characters. Titles and codes are headings and keys; an address longer than 2,000 works in few browsers.
_LONGEST: Final = {"title": 300, "title_en": 300, "code": 100, "name": 300, "url": 2_000, "endpoint_url": 2_000}
_LONGEST_TEXT: Final = 100_000
_MODES: Final = ("open_to", "default_to", "special_to")


def required(subject: Subject) -> Iterator[Problem]:
    """Every content that the law demands is there: 11(4) for databases, 24(3) for services, and so on."""
    yield from _missing(subject, subject.schema.fields, subject.content, "", "")
    for index, resource in enumerate(subject.content.get("resources", ())):
        yield from _missing(subject, subject.schema.resource_fields, resource, f"resources/{index}/", "resources")


def _missing(
    subject: Subject, fields: Mapping[str, Field], values: Mapping[str, Any], prefix: str, parent: str
) -> Iterator[Problem]:
    for name, field in fields.items():
        if field.required and not values.get(name):
            message = (
                Message(N_("Row %(row)s: fill in “%(label)s”."), {"row": _row(prefix), "label": field.label_vi})
                if parent
                else Message(N_("Fill in “%(label)s”."), {"label": field.label_vi})
            )
            yield Problem("required", parent or name, message, prefix + name, field.label_vi, field.legal_basis)
        for index, row in enumerate(values.get(name, ()) if field.row_fields else ()):
            yield from _missing(subject, field.row_fields, row, f"{prefix}{name}/{index}/", name)


def _row(prefix: str) -> str:
    return str(int(prefix.split("/")[-2]) + 1)


def valid(subject: Subject) -> Iterator[Problem]:
    """Each value satisfies the schema's own validators (dates, codes, addresses, code lists)."""
    for path, text in subject.facts.validation:
        parts = path.split("/")
        message = Message(text)
        if len(parts) > 1 and parts[1].isdecimal():
            values = {"row": str(int(parts[1]) + 1), "label": subject.label_at(path), "text": text}
            message = Message(N_("Row %(row)s, “%(label)s”: %(text)s"), values)
        yield subject.problem("valid", parts[0], message, path=path)


def lengths(subject: Subject) -> Iterator[Problem]:
    """No text is longer than what lists, addresses and the search index can hold."""
    yield from _too_long(subject, subject.content, "")


def _too_long(subject: Subject, values: Mapping[str, Any], prefix: str) -> Iterator[Problem]:
    for name, value in values.items():
        path = prefix + name
        rows = cast("list[Any]", value) if isinstance(value, list) else []
        for index, row in enumerate(rows):
            if isinstance(row, dict):
                yield from _too_long(subject, cast("dict[str, Any]", row), f"{path}/{index}/")
        limit = _LONGEST.get(name, _LONGEST_TEXT)
        if isinstance(value, str) and len(value) > limit:
            yield subject.problem(
                "lengths",
                path.split("/", maxsplit=1)[0],
                Message(
                    N_("“%(label)s” is too long: at most %(limit)s characters."),
                    {"label": subject.label(name), "limit": str(limit)},
                ),
                path=path,
            )


def period(subject: Subject) -> Iterator[Problem]:
    """A period does not end before it begins; years, months and days compare by what both say."""
    rows = [("", subject.content)]
    rows += [(f"resources/{i}/", r) for i, r in enumerate(subject.content.get("resources", ()))]
    for prefix, row in rows:
        start, end = row.get("period_start", ""), row.get("period_end", "")
        known = min(len(start), len(end))
        if start[:known] > end[:known]:
            yield subject.problem(
                "period",
                "resources" if prefix else "period_end",
                Message(N_("The period ends before it begins.")),
                path=f"{prefix}period_end",
            )


def statements(subject: Subject) -> Iterator[Problem]:
    """State secrets are out of scope (D32 1(2)); open data holds no personal data (ND47 20(1))."""
    if subject.content.get("no_state_secret") != "true":
        yield subject.problem(
            "no_state_secret",
            "no_state_secret",
            Message(N_("Confirm that the record contains no state secret.")),
            legal_basis="D32 1(2)",
        )
    if subject.type == "dataset" and subject.content.get("privacy_statement") != "true":
        yield subject.problem(
            "privacy",
            "privacy_statement",
            Message(N_("Confirm that the data contains no personal data.")),
            legal_basis="ND47 20(1)",
        )


def identity(subject: Subject) -> Iterator[Problem]:
    """A code is unique; code and address of a record stay as they were first issued."""
    facts, code = subject.facts, subject.content.get("code", "")
    if facts.code_holder:
        yield subject.problem(
            "identity", "code", Message(N_("The code %(code)s is already used by another record."), {"code": code})
        )
    if facts.fixed_code and code != facts.fixed_code:
        yield subject.problem(
            "identity",
            "code",
            Message(N_("The code of an issued record cannot change: keep %(code)s."), {"code": facts.fixed_code}),
        )
    if facts.name_taken:
        yield subject.problem(
            "identity", "name", Message(N_("This address is already used: choose another one or leave it empty."))
        )


def data_items(subject: Subject) -> Iterator[Problem]:
    """Each item names, for each user group, one way of sharing (ND47 11(4)(d))."""
    seen: set[str] = set()
    for index, item in enumerate(subject.content.get("data_items", ())):
        path, name = f"data_items/{index}", item.get("name") or item.get("code") or str(index + 1)
        groups = [group for mode in _MODES for group in item.get(mode, ())]
        if not groups:
            yield _item(subject, path, N_("Item %(item)s: choose at least one user group."), name)
        if len(groups) != len(set(groups)):
            yield _item(subject, path, N_("Item %(item)s: a user group stands under two ways of sharing."), name)
        if (code := item.get("code", "")) in seen:
            yield _item(subject, path, N_("Item %(item)s: its code stands twice in the list."), name)
        seen.add(code)


def _item(subject: Subject, path: str, msgid: str, name: str) -> Problem:
    message = Message(msgid, {"item": name})
    return subject.problem("data_items", "data_items", message, path=path, legal_basis="ND47 11(4)(d)")


def lgsp(subject: Subject) -> Iterator[Problem]:
    """A service goes through the provincial platform, or says why not (D32 6(3)(a))."""
    if subject.content.get("via_lgsp") == "false" and not subject.content.get("no_lgsp_reason"):
        yield subject.problem(
            "lgsp",
            "no_lgsp_reason",
            Message(N_("State why the service does not go through LGSP.")),
            legal_basis="D32 6(3)(a)",
        )


def rule_scope(subject: Subject) -> Iterator[Problem]:
    """Rules are set by theme group or by database (D32 6(1), ND47 22(1))."""
    field = {"theme": "scope_themes", "database": "scope_databases"}.get(subject.content.get("scope_kind", ""))
    if field and not subject.content.get(field):
        yield subject.problem(
            "rule_scope",
            field,
            Message(N_("Fill in “%(label)s”."), {"label": subject.label(field)}),
            legal_basis="D32 6(1)",
        )
