"""Signs of personal data and of classification marks: shown, answered by an editor, confirmed by the head."""

from __future__ import annotations

from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import audit, copies, scanning
from ckanext.camau.logic import dictize, schema
from ckanext.camau.logic.action import common
from ckanext.camau.logic.errors import Conflict
from ckanext.camau.model import WorkingCopy
from ckanext.camau.model.base import now
from ckanext.camau.reading.scan import lines, policy
from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.schemas.fields import record_schema
from ckanext.camau.workflow.permission import Actor
from ckanext.camau.workflow.problems import Facts, Subject
from ckanext.camau.workflow.states import EDITABLE

_CONFIRMED_IN: Final = frozenset({"submitted"})


@tk.side_effect_free
def camau_scan_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return the signs that were found in a working copy: kind and place, never what was found.

    :param id: id of the working copy, or ``record_id``
    :returns: ``signs``, each with ``key``, ``kind``, ``kind_label``, ``path``, ``label``, ``file``, ``part``
        (sheet or page), ``column``, ``heading``, ``rows`` (the first), ``count``, ``state`` (open, answered,
        confirmed), ``answers`` (codes that it takes), ``answer``, ``note``, ``answered_by``, ``confirmed_by``,
        ``legal_basis``; ``unseen``: files that were not looked through; ``open`` and ``waiting``: how many; ``may``:
        ``answer`` and ``confirm``; ``content_hash``
    :raises ObjectNotFound: 404, none, or not the caller's to see

    Legal source: D32 1(2); ND47 20(1).
    """
    tk.check_access("camau_scan_show", context, data_dict)
    who = common.actor(context)
    copy = common.visible_copy(who, data_dict)
    return _shown(copy, who)


def camau_scan_answer(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Answer signs, as an editor of the agency. An answer holds while the thing found stays the same.

    :param id: id of the working copy; ``content_hash``: the content that was read
    :param answers: list of ``key``, ``answer`` (a code of ``scan_answer`` that the kind takes) and ``note``
    :returns: as ``camau_scan_show``
    :raises NotAuthorized: 403, not an editor of the agency; ObjectNotFound: 404
    :raises ValidationError: 409, with the key of each answer that cannot be taken; ``conflict: hash | state``

    Legal source: ND47 20(1).
    """
    tk.check_access("camau_scan_answer", context, data_dict)
    data = common.validated(data_dict, schema.scan_answer(), context)
    who = common.actor(context)
    with common.transaction():
        copy = _locked(data, who, "editor", EDITABLE)
        found = {f.hit.key: f for f in scanning.of_copy(copy).found}
        wanted = [_one(answer) for answer in data["answers"]]
        errors: dict[str, Any] = {
            key: [error] for key, code, note in wanted if (error := _error(found.get(key), code, note))
        }
        if errors:
            raise tk.ValidationError(errors)
        for key, code, note in wanted:
            scanning.put_answer(copy, key, code, note, (who.user_id, who.person))
            told = {"kind": found[key].hit.kind, "path": found[key].path, "answer": code}
            _tell(who, "camau_scan_answer", copy, told)
    return _shown(copy, who)


def camau_scan_confirm(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Confirm all answers of a submitted working copy, as head of the agency and another person than who answered.

    :param id: id of the working copy; ``content_hash``: the content that was read
    :returns: as ``camau_scan_show``
    :raises NotAuthorized: 403, no head of the agency, or the person who answered; ObjectNotFound: 404
    :raises ValidationError: 409 with ``conflict: hash | state``, also while a sign has no answer

    Legal source: ND47 20(1).
    """
    tk.check_access("camau_scan_confirm", context, data_dict)
    data = common.validated(data_dict, schema.scan_confirm(), context)
    who = common.actor(context)
    with common.transaction():
        copy = _locked(data, who, "agency_head", _CONFIRMED_IN)
        scan = scanning.of_copy(copy)
        if any(scanning.state(f.hit, scan.answers) == "open" for f in scan.found):
            raise Conflict("state", tk._("A sign has no answer yet: return the record to its editor."))
        answers = scanning.waiting(scan)
        if any(answer.person == who.person for answer in answers):
            raise tk.NotAuthorized(tk._("The same person gave an answer: another person must confirm it."))
        for answer in answers:
            answer.confirmed_by, answer.confirmed_at = who.user_id, now()
        if answers:
            _tell(who, "camau_scan_confirm", copy, {"answers": len(answers)})
    return _shown(copy, who)


def _locked(data: dict[str, Any], who: Actor, role: str, states: frozenset[str]) -> WorkingCopy:
    copy = copies.lock(data["id"])
    if not who.has(role, copy.owner_org):
        raise tk.NotAuthorized(tk._("You hold no role for this step."))
    if copy.state not in states:
        raise Conflict("state", tk._("The state does not allow this step. Load the page again."))
    if copy.content_hash != data["content_hash"]:
        message = tk._("The content is not the one that you read. Read it again; nothing was done.")
        raise Conflict("hash", message, {"read": data["content_hash"], "content_hash": copy.content_hash})
    return copy


def _one(answer: Any) -> tuple[str, str, str]:
    if not isinstance(answer, dict):
        return "", "", ""
    return common.plain(answer, "key"), common.plain(answer, "answer"), common.plain(answer, "note").strip()[:2_000]


def _error(found: scanning.Found | None, code: str, note: str) -> str:
    """Say why an answer cannot be taken; empty if it can."""
    if found is None:
        return tk._("This sign is not found any more: the text or the file has changed. Load the page again.")
    if code not in policy.answers(found.hit.kind):
        return tk._("Choose one of the answers that this sign takes.")
    if policy.note_needed(found.hit.kind, code) and not note:
        return tk._("Explain this answer in the note.")
    if any(lines.kinds_of(line) for line in note.splitlines()):
        return tk._("Do not write numbers or addresses of persons into the note.")
    return ""


def _tell(who: Actor, action: str, copy: WorkingCopy, detail: dict[str, Any]) -> None:
    audit.add(
        who,
        action,
        "working_copy",
        copy.id,
        record_id=copy.record_id,
        states=(copy.state, copy.state),
        content_hash=copy.content_hash,
        detail=detail,
    )


def _shown(copy: WorkingCopy, who: Actor) -> dict[str, Any]:
    scan = scanning.of_copy(copy)
    subject = Subject(copy.type, copy.data, record_schema(copy.type), Facts())  # type: ignore[arg-type]
    signs = [_sign(found, scan, subject) for found in scan.found]
    states = [sign["state"] for sign in signs]
    return {
        "id": copy.id,
        "content_hash": copy.content_hash,
        "signs": signs,
        "unseen": [{"path": file.path, "file": file.name, "reason": _reason(file.reason)} for file in scan.unseen],
        "open": states.count("open"),
        "waiting": states.count("answered"),
        "may": {
            "answer": copy.state in EDITABLE and who.has("editor", copy.owner_org),
            "confirm": copy.state in _CONFIRMED_IN
            and who.has("agency_head", copy.owner_org)
            and "answered" in states
            and "open" not in states
            and all(answer.person != who.person for answer in scanning.waiting(scan)),
        },
    }


def _reason(msgid: str) -> str:
    return tk._(msgid) if msgid else tk._("Too large to be looked through to its end.")


def _sign(found: scanning.Found, scan: scanning.Scan, subject: Subject) -> dict[str, Any]:
    hit, answer = found.hit, scan.answers.get(found.hit.key)
    return {
        "key": hit.key,
        "kind": hit.kind,
        "kind_label": code_list("scan_kind").label(hit.kind),
        "path": found.path,
        "label": subject.label_at(found.path),
        "file": found.file,
        "part": hit.place.part,
        "column": hit.place.column,
        "heading": hit.place.heading,
        "rows": list(hit.rows),
        "count": hit.count,
        "legal_basis": policy.legal_basis(hit.kind),
        "answers": [code for code in code_list("scan_answer").codes if code in policy.answers(hit.kind)],
        "state": scanning.state(hit, scan.answers),
        "answer": answer.answer if answer else None,
        "note": answer.note if answer else "",
        "answered_by": dictize.account_name(answer.answered_by) if answer else None,
        "confirmed_by": dictize.account_name(answer.confirmed_by) if answer and answer.confirmed_by else None,
    }
