"""Input schemas of the steps along a route, of comments, claims and submissions, and of steps with issued records."""

from __future__ import annotations

from ckanext.camau.logic.schema.parts import Schema, rows, schema, text, validators


def step() -> Schema:
    """Return the schema of the actions that move a working copy along its route."""
    return schema(
        id=text(required=True),
        content_hash=text(required=True),
        note=text(),
        reasons=validators("ignore_missing", "list_of_strings"),
        comments=[*validators("ignore_missing"), rows],
        act=validators("ignore_missing", "dict_only"),
    )


def claim() -> Schema:
    """Return the schema of ``camau_claim`` and ``camau_release``."""
    return schema(id=text(required=True), note=text())


def reassign() -> Schema:
    """Return the schema of ``camau_reassign``."""
    return schema(id=text(required=True), user=text(required=True), note=text())


def comment_add() -> Schema:
    """Return the schema of ``camau_comment_add``; path and text are judged by ``catalogue.comments``."""
    return schema(
        id=text(required=True), content_hash=text(required=True), path=text(required=True), text=text(required=True)
    )


def submission_create() -> Schema:
    """Return the schema of ``camau_submission_create``; each item is judged by the action."""
    return schema(items=[*validators("not_missing"), rows], note=text())


def submission_decide() -> Schema:
    """Return the schema of ``camau_submission_decide``; each decision is judged by the action."""
    return schema(id=text(required=True), decisions=[*validators("not_missing"), rows])


def record_step() -> Schema:
    """Return the schema of the actions on records that are public."""
    return schema(
        id=text(required=True),
        reason=text(required=True),
        document=text(longest=500),
        successor=text(),
        erase=validators("ignore_missing", "boolean_validator"),
    )


def correction_ask() -> Schema:
    """Return the schema of ``camau_correction_ask``."""
    return schema(id=text(required=True), note=text(required=True), comments=[*validators("ignore_missing"), rows])


def delegation_end() -> Schema:
    """Return the schema of ``camau_delegation_end``."""
    return schema(id=text(required=True), reason=text(required=True))
