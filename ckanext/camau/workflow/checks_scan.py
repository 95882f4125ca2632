"""The gate of signs: each is answered by the editor and confirmed by the head (ND47 20(1); D32 1(2); R24, R25)."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.camau.reading.scan import policy
from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.workflow.messages import N_, Message
from ckanext.camau.workflow.problems import Problem, Sign, Subject

#: The gate whose problems do not keep a record from being submitted, but from being approved.
CONFIRM = "scan_confirm"


def signs(subject: Subject) -> Iterator[Problem]:
    """Each sign without an answer blocks, at its field; what it is stays where it was found."""
    for sign in subject.facts.signs:
        if sign.state == "open":
            yield subject.problem(
                "scan",
                sign.path.split("/", maxsplit=1)[0],
                _said(subject, sign),
                path=sign.path,
                legal_basis=policy.legal_basis(sign.kind),
            )


def _said(subject: Subject, sign: Sign) -> Message:
    kind = code_list("scan_kind").label(sign.kind)
    if sign.file:
        msgid = N_("%(kind)s – file “%(file)s” (%(place)s): take it out, or answer in the list of signs.")
        return Message(msgid, {"kind": kind, "file": sign.file, "place": sign.place})
    msgid = N_("%(kind)s – “%(label)s”, line %(place)s: take it out, or answer in the list of signs.")
    return Message(msgid, {"kind": kind, "label": subject.label_at(sign.path), "place": sign.place})


def confirmations(subject: Subject) -> Iterator[Problem]:
    """Answers wait for the head of the agency: told before submitting, and in the way of approving."""
    waiting = [sign for sign in subject.facts.signs if sign.state == "answered"]
    if waiting:
        msgid = N_("Signs of personal data or state secrets whose answers the head has to confirm: %(count)s.")
        yield subject.problem(
            CONFIRM,
            waiting[0].path.split("/", maxsplit=1)[0],
            Message(msgid, {"count": str(len(waiting))}),
            path=waiting[0].path,
            legal_basis=policy.legal_basis(waiting[0].kind),
            blocking=False,
        )


def unseen(subject: Subject) -> Iterator[Problem]:
    """A file that was not looked through to its end is reported: a person looks through it."""
    for file in subject.facts.unseen_files:
        msgid = file.reason and N_("File “%(file)s” could not be looked through for personal data. Look yourself.")
        large = N_("File “%(file)s” is too large to be looked through to its end for personal data. Look yourself.")
        yield subject.problem(
            "scan_unseen",
            "resources",
            Message(msgid or large, {"file": file.name}),
            path=file.path,
            legal_basis="ND47 20(1)",
            blocking=False,
        )
