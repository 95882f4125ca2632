"""Acts as somebody records them: checked, then written to the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from pypdf import PdfReader
from pypdf.errors import PyPdfError

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import ledger, uploads
from ckanext.camau.catalogue.content import text
from ckanext.camau.dates import today
from ckanext.camau.files import store
from ckanext.camau.model import Act, EditionDraft
from ckanext.camau.workflow.permission import Actor

_TEXTS: Final = ("issuing_body", "number", "signer_name", "signer_position")
_LONGEST: Final = 300
_DATES: Final = ("date", "effective_from")


def record(actor: Actor, kind: str, given: Any, owner_org: str | None = None) -> Act:
    """Read an act and write it to the ledger.

    :param kind: ``edition``, ``agency_act`` or ``correction``
    :param given: see ``read``
    :raises tk.ValidationError: with every field that is missing or wrong, or a number that is taken
    """
    return write(actor, kind, read(actor, given, owner_org))


def read(actor: Actor, given: Any, owner_org: str | None = None, *, may_wait: bool = False) -> dict[str, Any]:
    """Return the columns of an act that somebody records.

    :param given: ``issuing_body``, ``number``, ``date``, ``signer_name``, ``signer_position``, ``effective_from``,
        ``file`` (sha-256 of an upload of the actor or of ``owner_org``)
    :param may_wait: whether the act may take effect on a later day
    :raises tk.ValidationError: with every field that is missing or wrong
    """
    errors: dict[str, list[str]] = {}
    source: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    fields: dict[str, Any] = {name: _text(source, name, errors) for name in _TEXTS}
    fields.update({name: _date(source, name, errors) for name in _DATES})
    fields["file_sha256"] = text(source.get("file") or "")
    if problem := pdf_problem(fields["file_sha256"], actor, owner_org):
        errors["file"] = [problem]
    _check_dates(fields, errors, may_wait=may_wait)
    if errors:
        raise _refusal(errors)
    return fields


def write(actor: Actor, kind: str, fields: Mapping[str, Any], draft_id: str | None = None) -> Act:
    """Write an act that was read to the ledger.

    :param draft_id: the draft edition that holds the number since its decision was recorded
    :raises tk.ValidationError: the number is taken
    """
    _reserve(fields, draft_id)
    try:
        return ledger.add_act(kind, fields, actor.user_id)
    except ValueError as error:
        raise _taken() from error


def reserve(fields: Mapping[str, Any], draft_id: str) -> str:
    """Take a number for a draft whose decision waits for its day; return the form under which it is compared.

    :raises tk.ValidationError: the number is taken
    """
    key = _reserve(fields, draft_id)
    if model.Session.query(Act.id).filter_by(number_key=key).first():
        raise _taken()
    return key


def _reserve(fields: Mapping[str, Any], draft_id: str | None) -> str:
    """Let one transaction at a time ask for a number; a signed decision that waits holds its own."""
    key = ledger.act_key(fields["issuing_body"], fields["number"])
    model.Session.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext('camau_act'), hashtext(:key))"), {"key": key})
    waiting = model.Session.query(EditionDraft.id).filter_by(act_key=key, state="signed").first()
    if waiting and waiting[0] != draft_id:
        raise _taken()
    return key


def to_json(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return an act that was read as it is kept with a draft."""
    return {name: value.isoformat() if name in _DATES else value for name, value in fields.items()}


def from_json(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return an act that was kept with a draft as ``write`` takes it."""
    return {name: date.fromisoformat(value) if name in _DATES else value for name, value in kept.items()}


def _taken() -> tk.ValidationError:
    return _refusal({"number": [tk._("This number is already recorded for another document of this body.")]})


def _refusal(errors: dict[str, list[str]]) -> tk.ValidationError:
    return tk.ValidationError({"act": [errors]}, error_summary={k: v[0] for k, v in errors.items()})


def _text(source: Mapping[str, Any], name: str, errors: dict[str, list[str]]) -> str:
    value = source.get(name)
    cleaned = text(value) if isinstance(value, str) else ""
    if not cleaned:
        errors[name] = [tk._("Fill this in.")]
    elif len(cleaned) > _LONGEST:
        errors[name] = [tk._("At most {limit} characters.").format(limit=_LONGEST)]
    return cleaned


def _date(source: Mapping[str, Any], name: str, errors: dict[str, list[str]]) -> date | None:
    given = str(source.get(name) or "")
    try:
        # Python reads 20261125 as well; the message promises one form only.
        return date.fromisoformat(given if len(given) == len("YYYY-MM-DD") else "")
    except ValueError:
        errors[name] = [tk._("Give a date as YYYY-MM-DD.")]
        return None


def _check_dates(fields: Mapping[str, Any], errors: dict[str, list[str]], *, may_wait: bool) -> None:
    signed, effective = fields["date"], fields["effective_from"]
    if signed and signed > today():
        errors["date"] = [tk._("The date of signing lies in the future.")]
    if effective and effective > today() and not may_wait:
        errors["effective_from"] = [
            tk._("Record the document on the day it takes effect: that day lies in the future.")
        ]
    if signed and effective and effective < signed:
        errors["effective_from"] = [tk._("The document cannot take effect before it was signed.")]


def pdf_problem(sha256: str, actor: Actor, owner_org: str | None = None) -> str:
    """Return what is wrong with the signed file, or an empty text: a PDF that opens and has a page."""
    if not uploads.find(sha256, owner_org, actor.user_id):
        return tk._("Upload the signed file first.")
    try:
        with store.open_stored(sha256) as stream:
            pages = len(PdfReader(stream).pages)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return tk._("The signed file must be a PDF that opens.")
    return "" if pages else tk._("The signed file has no page.")
