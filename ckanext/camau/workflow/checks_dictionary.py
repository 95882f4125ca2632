"""The gate of data dictionaries: each table is described column by column, as the file is (ND47 17(1)(a))."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ckanext.camau.reading.dictionary import Mismatch
from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.workflow.messages import N_, Message
from ckanext.camau.workflow.problems import Problem, Subject

LAW: Final = "ND47 17(1)(a)"

_WORDS: Final = {
    "missing": N_("File “%(file)s”: the column “%(column)s” of the data dictionary is not in the file."),
    "extra": N_("File “%(file)s”: the column “%(column)s” is not in the data dictionary."),
    "misfit": N_(
        "File “%(file)s”, column “%(column)s”: %(count)s values do not fit the type “%(type)s”, rows %(rows)s."
    ),
}


def dictionary(subject: Subject) -> Iterator[Problem]:
    """A table without a dictionary, and each place where both part, are reported."""
    for file in subject.facts.dictionaries:
        found = [said(file.name, mismatch) for mismatch in file.mismatches]
        if not file.written:
            msgid = N_("File “%(file)s” has no data dictionary yet: read it from the file and put meanings in.")
            found = [Message(msgid, {"file": file.name})]
        for message in found:
            yield subject.problem("dictionary", "resources", message, path=file.path, legal_basis=LAW, blocking=False)


def said(file: str, mismatch: Mismatch) -> Message:
    """Return a mismatch in words."""
    rows = ", ".join(map(str, mismatch.rows)) + (" …" if mismatch.count > len(mismatch.rows) else "")
    values = {"file": file, "column": mismatch.column}
    if mismatch.kind == "misfit":
        type_ = code_list("column_type").label(mismatch.type)
        values |= {"type": type_, "rows": rows, "count": str(mismatch.count)}
    return Message(_WORDS[mismatch.kind], values)
