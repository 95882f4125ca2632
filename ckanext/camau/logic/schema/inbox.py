"""Input schemas of the actions on tasks, the audit trail, the calendar of working days and mail."""

from __future__ import annotations

from ckanext.camau.logic.schema.parts import Schema, number, rows, schema, text, validators


def task_list() -> Schema:
    """Return the schema of ``camau_task_list``."""
    return schema(
        kind=text(longest=100),
        type=text(longest=100),
        state=text(longest=100),
        agency=text(longest=200),
        overdue=validators("ignore_missing", "boolean_validator"),
        claimed=validators("ignore_missing", "boolean_validator"),
        limit=number(),
        offset=number(),
    )


def audit_list() -> Schema:
    """Return the schema of ``camau_audit_list``."""
    return schema(
        record_id=text(longest=300),
        actor=text(longest=300),
        action=text(longest=100),
        subject_id=text(longest=300),
        since=text(longest=20),
        until=text(longest=20),
        limit=number(),
        offset=number(),
    )


def audit_export() -> Schema:
    """Return the schema of ``camau_audit_export``."""
    return {**audit_list(), "format": text(longest=10)}


def calendar_list() -> Schema:
    """Return the schema of ``camau_calendar_list``."""
    return schema(year=number(), history=validators("ignore_missing", "boolean_validator"))


def calendar_update() -> Schema:
    """Return the schema of ``camau_calendar_update``; each day is judged by ``deadlines.table``."""
    return schema(
        days=[*validators("ignore_missing"), rows],
        withdraw=validators("ignore_missing", "list_of_strings"),
        upload=validators("ignore_missing"),
        document=text(longest=500),
        reason=text(longest=1_000),
    )


def mail_choice() -> Schema:
    """Return the schema of ``camau_mail_choice_update``."""
    return schema(digest=validators("not_empty", "boolean_validator"))
