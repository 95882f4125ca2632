"""Input schemas of the actions. Keys that a schema does not name are ignored: nobody assigns what is not theirs."""

from __future__ import annotations

from ckanext.camau.legal.seed import FIELDS, Kind
from ckanext.camau.logic.schema.parts import Schema, rows
from ckanext.camau.logic.schema.parts import number as _number
from ckanext.camau.logic.schema.parts import schema as _schema
from ckanext.camau.logic.schema.parts import text as _text
from ckanext.camau.logic.schema.parts import validators as _v


def by_id() -> Schema:
    """Return the schema of actions that take an id alone."""
    return _schema(id=_text(required=True))


def copy_create() -> Schema:
    """Return the schema of ``camau_working_copy_create``."""
    return _schema(
        type=_text(),
        owner_org=_text(),
        record_id=_text(),
        request_key=_text(),
        data=_v("ignore_missing", "dict_only"),
    )


def copy_update() -> Schema:
    """Return the schema of ``camau_working_copy_update``: a missing ``lock_version`` is an error, not a pass."""
    return _schema(
        id=_text(required=True),
        lock_version=_v("not_empty", "int_validator"),
        data=_v("not_missing", "dict_only"),
    )


def copy_list() -> Schema:
    """Return the schema of ``camau_working_copy_list``."""
    return _schema(
        state=_text(),
        type=_text(),
        owner_org=_text(),
        mine=_v("ignore_missing", "boolean_validator"),
        limit=_number(),
        offset=_number(),
    )


def copy_diff() -> Schema:
    """Return the schema of ``camau_working_copy_diff``."""
    return _schema(id=_text(required=True), against=_text(), public=_v("ignore_missing", "boolean_validator"))


def scan_answer() -> Schema:
    """Return the schema of ``camau_scan_answer``; each answer is judged by the action."""
    return _schema(id=_text(required=True), content_hash=_text(required=True), answers=[*_v("not_missing"), rows])


def scan_confirm() -> Schema:
    """Return the schema of ``camau_scan_confirm``."""
    return _schema(id=_text(required=True), content_hash=_text(required=True))


def discard() -> Schema:
    """Return the schema of ``camau_working_copy_discard``."""
    return _schema(id=_text(required=True), reason=_text())


def edition() -> Schema:
    """Return the schema of ``camau_edition_create``."""
    return _schema(
        kind=_text(required=True),
        title=_text(required=True, longest=300),
        entries=_v("ignore_missing", "list_of_strings"),
        removals=_v("ignore_missing", "list_of_strings"),
    )


def edition_update() -> Schema:
    """Return the schema of ``camau_edition_update``."""
    return _schema(
        id=_text(required=True),
        lock_version=_v("not_empty", "int_validator"),
        title=_text(required=True, longest=300),
        entries=_v("ignore_missing", "list_of_strings"),
        removals=_v("ignore_missing", "list_of_strings"),
    )


def edition_list() -> Schema:
    """Return the schema of ``camau_edition_list``."""
    return _schema(kind=_text(), state=_text())


def edition_issue() -> Schema:
    """Return the schema of ``camau_edition_issue``."""
    return _schema(id=_text(required=True), edition_hash=_text(required=True), act=_v("not_missing", "dict_only"))


def edition_show() -> Schema:
    """Return the schema of ``camau_edition_show``."""
    return _schema(id=_text(required=True), include_content=_v("ignore_missing", "boolean_validator"))


def edition_diff() -> Schema:
    """Return the schema of ``camau_edition_diff``."""
    lists = {name: _v("ignore_missing", "list_of_strings") for name in ("entries", "removals", "changes_of")}
    return _schema(id=_text(), kind=_text(longest=100), **lists)


def edition_candidates() -> Schema:
    """Return the schema of ``camau_edition_candidates``."""
    return _schema(
        kind=_text(required=True, longest=100),
        removals=_v("ignore_missing", "boolean_validator"),
        q=_text(longest=300),
        agency=_text(longest=100),
        without=_v("ignore_missing", "list_of_strings"),
        limit=_number(),
        offset=_number(),
    )


def catalogue_show() -> Schema:
    """Return the schema of ``camau_catalogue_show``."""
    return _schema(
        kind=_text(required=True, longest=100),
        on=_text(longest=100),
        include_content=_v("ignore_missing", "boolean_validator"),
    )


def edition_discard() -> Schema:
    """Return the schema of ``camau_edition_discard``."""
    return _schema(id=_text(required=True), lock_version=_v("not_empty", "int_validator"), reason=_text())


def edition_unsign() -> Schema:
    """Return the schema of ``camau_edition_unsign``."""
    return _schema(id=_text(required=True), reason=_text(required=True))


def correction() -> Schema:
    """Return the schema of ``camau_correction_record``."""
    return _schema(
        id=_text(required=True),
        text=_text(required=True, longest=5_000),
        records=[*_v("ignore_missing"), rows],
        act=_v("not_missing", "dict_only"),
    )


def version_show() -> Schema:
    """Return the schema of ``camau_version_show``."""
    return _schema(record_id=_text(required=True), number=_v("not_empty", "int_validator"))


def publication() -> Schema:
    """Return the schema of ``camau_act_publication_add``."""
    return _schema(
        act_id=_text(required=True),
        url=[*_text(required=True, longest=2_000), *_v("url_validator")],
        date=_text(required=True),
    )


def role_grant() -> Schema:
    """Return the schema of ``camau_role_grant``."""
    return _schema(
        user=_text(required=True),
        role=_text(required=True),
        agency=_text(),
        valid_from=_text(),
        valid_to=_text(),
        document=_text(),
        person=_text(),
    )


def role_revoke() -> Schema:
    """Return the schema of ``camau_role_revoke``."""
    return _schema(id=_text(required=True), reason=_text(required=True))


def delegation() -> Schema:
    """Return the schema of ``camau_delegation_create``."""
    return _schema(
        from_user=_text(required=True),
        to_user=_text(required=True),
        role=_text(required=True),
        agency=_text(),
        valid_from=_text(required=True),
        valid_to=_text(required=True),
        document=_text(required=True),
    )


def officer() -> Schema:
    """Return the schema of ``camau_focal_officer_set``."""
    return _schema(
        agency=_text(required=True),
        name=_text(required=True),
        position=_text(required=True),
        phone=[*_text(required=True, longest=100), *_v("camau_phone")],
        email=[*_text(required=True, longest=300), *_v("email_validator")],
        valid_from=_text(),
        valid_to=_text(),
        document=_text(),
    )


def agency_tree() -> Schema:
    """Return the schema of ``camau_agency_tree``."""
    return _schema(historic=_v("ignore_missing", "boolean_validator"))


def agency_succession() -> Schema:
    """Return the schema of ``camau_agency_succession_add``."""
    required = {key: _text(required=True, longest=200) for key in ("predecessor", "successor", "extent", "day")}
    return _schema(**required, document=_text(longest=500), note=_text(longest=2_000))


def legal_list() -> Schema:
    """Return the schema of ``camau_legal_basis_list``."""
    return _schema(
        document=_text(longest=100),
        kind=_text(longest=100),
        on=_text(longest=100),
        in_force=_v("ignore_missing", "boolean_validator"),
    )


def legal_show() -> Schema:
    """Return the schema of ``camau_legal_basis_show``."""
    return _schema(key=_text(required=True, longest=100), on=_text(longest=100))


def legal_update() -> Schema:
    """Return the schema of ``camau_legal_basis_update``; what an entry must say is judged by ``legal.checks``."""
    return _schema(
        key=_text(required=True, longest=100),
        entry_kind=_text(longest=100),
        **_register("document", "provision"),
    )  # fmt: skip


def term_list() -> Schema:
    """Return the schema of ``camau_term_list``."""
    return _schema(term=_text(longest=100), on=_text(longest=100), history=_v("ignore_missing", "boolean_validator"))


def term_update() -> Schema:
    """Return the schema of ``camau_term_update``; what a term must say is judged by ``legal.checks``."""
    return _schema(key=_text(longest=100), **_register("term"))


def _register(*kinds: Kind) -> Schema:
    names = {name for kind in kinds for name in FIELDS[kind]}
    texts = {name: _text(longest=2_000 if name in ("summary", "note", "title") else 500) for name in sorted(names)}
    return {**texts, "reason": _text(longest=1_000), "lock_version": _v("not_empty", "int_validator")}
