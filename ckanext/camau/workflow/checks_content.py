"""Gates that look at the content alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.schemas.fields import Field
from ckanext.camau.workflow.messages import N_, Message
from ckanext.camau.workflow.problems import Problem, Subject

#: In characters. Titles and codes are headings and keys; an address longer than 2,000 works in few browsers.
_LONGEST: Final = {"title": 300, "title_en": 300, "code": 100, "name": 300, "url": 2_000, "endpoint_url": 2_000,
                   "version": 100}  # fmt: skip
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
        if field.demanded(subject.content) and not values.get(name):
            yield _fill_in("required", field, prefix, parent)
        if field.checklist:
            yield from _open_points(field, values.get(name, ()), prefix)
        for index, row in enumerate(values.get(name, ()) if field.row_fields else ()):
            yield from _missing(subject, field.row_fields, row, f"{prefix}{name}/{index}/", parent or name)


def _fill_in(gate: str, field: Field, prefix: str, parent: str, *, blocking: bool = True) -> Problem:
    message = (
        Message(N_("Row %(row)s: fill in “%(label)s”."), {"row": _row(prefix), "label": field.label_vi})
        if parent
        else Message(N_("Fill in “%(label)s”."), {"label": field.label_vi})
    )
    basis = field.legal_basis
    return Problem(gate, parent or field.name, message, prefix + field.name, field.label_vi, basis, blocking)


def _open_points(field: Field, rows: Sequence[Mapping[str, Any]], prefix: str) -> Iterator[Problem]:
    """Whoever answers a checklist answers all its points."""
    first = next(iter(field.row_fields.values()))
    answered = {row.get(first.name) for row in rows}
    missing = [first.text_of(code) for code in field.points if code not in answered]
    if rows and missing:
        message = Message(
            N_("“%(label)s”: still to be answered: %(points)s."),
            {"label": field.label_vi, "points": "; ".join(missing)},
        )
        path = prefix + field.name
        yield Problem("required", field.name, message, path, field.label_vi, field.legal_basis, field.required)


def recommended(subject: Subject) -> Iterator[Problem]:
    """What the record ought to say is there; reported only."""
    for name, field in subject.schema.fields.items():
        if field.recommended and not subject.content.get(name):
            yield _fill_in("recommended", field, "", "", blocking=False)


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
        if (code := item.get("code", "").casefold()) and code in seen:
            yield _item(subject, path, N_("Item %(item)s: its code stands twice in the list."), name)
        seen.add(code)


def _item(subject: Subject, path: str, msgid: str, name: str) -> Problem:
    message = Message(msgid, {"item": name})
    return subject.problem("data_items", "data_items", message, path=path, legal_basis="ND47 11(4)(d)")


def privacy(subject: Subject) -> Iterator[Problem]:
    """Nothing that identifies a person is left, and what was there was de-identified (ND47 20(1), R24)."""
    rows = subject.content.get("privacy_checklist", ())
    for index, row in enumerate(rows):
        if row.get("result") == "present":
            point = code_list("privacy_point").label(row.get("point", ""))
            yield subject.problem(
                "privacy",
                "privacy_checklist",
                Message(N_("“%(point)s” is still in the data: take it out before submitting."), {"point": point}),
                path=f"privacy_checklist/{index}/result",
            )
    methods = set(subject.content.get("deidentification_method", ()))
    if any(row.get("result") == "removed" for row in rows) and methods == {"not_needed"}:
        yield subject.problem(
            "privacy",
            "deidentification_method",
            Message(N_("The checklist says that something was de-identified: choose the method.")),
        )


def similar_titles(subject: Subject) -> Iterator[Problem]:
    """Another agency describes something of nearly the same name; reported only."""
    for title in subject.facts.similar_titles:
        msgid = N_(
            "Another agency has a record of nearly the same name: “%(title)s”. Check that nothing is told twice."
        )
        hidden = N_("Another agency is describing something of nearly the same name. Ask the provincial focal point.")
        message = Message(msgid, {"title": title}) if title else Message(hidden)
        yield subject.problem("similar_titles", "title", message, blocking=False)
