"""Gates that look at the files of a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.workflow.messages import N_, Message
from ckanext.camau.workflow.problems import Problem, Subject

_UNFIT: Final = re.compile(r"[\s<>{}|^`\"\\]")


def complete(subject: Subject) -> Iterator[Problem]:
    """Each row of the file table has a file that was uploaded here, or a web address."""
    for index, resource in enumerate(subject.content.get("resources", ())):
        if msgid := _incomplete(subject, resource):
            name = resource.get("name") or str(index + 1)
            yield subject.problem(
                "files",
                "resources",
                Message(msgid, {"file": name}),
                path=f"resources/{index}/url",
                legal_basis="ND47 21(1)",
            )


def _incomplete(subject: Subject, resource: Mapping[str, Any]) -> str:
    if sha256 := resource.get("sha256"):
        known = sha256 in subject.facts.files
        return "" if known else N_("File “%(file)s” is not among the uploads of the agency: upload it again.")
    if not resource.get("url"):
        return N_("File “%(file)s”: choose a file or give its address.")
    if _UNFIT.search(resource["url"]):
        return N_("File “%(file)s”: give one address, without blanks and without < > { } | ^ or quotes.")
    if not web_address(resource["url"]):
        return N_("File “%(file)s”: the address must begin with http:// or https:// and name a host.")
    return ""


def web_address(url: str) -> bool:
    """Tell whether a text is an address of the web with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


@cache
def _open_formats() -> frozenset[str]:
    """Return formats and media types with a published, free specification (ND47 3); PDF and DOC are none."""
    known = code_list("format")
    names = [code for code in known.codes if known.extra(code, "open") == "true"]
    return frozenset({code.upper() for code in names} | {known.extra(code, "media_type") for code in names})


def _is_open(resource: Mapping[str, Any]) -> bool:
    """Of a file that is stored here its bytes decide, of an address what the editor says."""
    if resource.get("sha256"):
        return resource.get("mimetype") in _open_formats()
    return str(resource.get("format", "")).upper() in _open_formats()


def open_format(subject: Subject) -> Iterator[Problem]:
    """Open data is offered as a file in an open format or by a service (ND47 17(1)(e), 21(1))."""
    if (
        not any(_is_open(r) for r in subject.content.get("resources", ()))
        and not subject.facts.served_by_issued_service
    ):
        yield Problem(
            "open_format",
            "resources",
            Message(N_("Add at least one file in an open format (CSV, JSON, XML, XLSX …) or a data sharing service.")),
            "resources",
            legal_basis="ND47 17(1)(e), 21(1)",
        )


def technical_documents(subject: Subject) -> Iterator[Problem]:
    """A service comes with its technical documents (D32 6(3)(b), ND47 24(3)(a)); reported only."""
    if not subject.content.get("resources") and not subject.content.get("exchange_structure_url"):
        yield subject.problem(
            "technical_documents",
            "resources",
            Message(N_("Add the technical documents of the service or the address of its schema.")),
            legal_basis="ND47 24(3)(a)",
            blocking=False,
        )
