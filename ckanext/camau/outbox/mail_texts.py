"""What mails say. Nothing that is not issued: no title, no code, only numbers, kinds and the page to open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

import ckan.plugins.toolkit as tk

from ckanext.camau.workflow.messages import N_


@dataclass(frozen=True)
class Text:
    """A kind of mail: what it is called, its subject, and what it says before the link."""

    name: str
    subject: str
    body: str


TEXTS: Final[Mapping[str, Text]] = {
    "task": Text(
        N_("Work waiting"),
        N_("There is work waiting for you"),
        N_("A record or a draft decision waits for your step."),
    ),
    "assigned": Text(
        N_("Case handed over"),
        N_("A case was handed to you"),
        N_("A case was handed to you for review."),
    ),
    "correction": Text(
        N_("Correction asked for"),
        N_("A correction of a service is asked for"),
        N_("The provincial focal point asks your agency to correct a data sharing service that is public."),
    ),
    "returned": Text(
        N_("Record returned"),
        N_("A record was returned to you"),
        N_("A record of your agency was returned with reasons: answer them and submit it again."),
    ),
    "issued": Text(
        N_("Record issued"),
        N_("A record of your agency is issued"),
        N_("A record of your agency is issued and public now."),
    ),
    "service_issued": Text(
        N_("Service issued"),
        N_("A data sharing service was issued"),
        N_("An agency has issued a data sharing service; you may ask for a correction or suspend it."),
    ),
    "draft": Text(
        N_("Draft decision"),
        N_("A draft decision waits for its issue"),
        N_("A draft decision is being composed: once it is signed, record its number, date and file."),
    ),
    "edition": Text(
        N_("Edition issued"),
        N_("An edition of the catalogue is issued"),
        N_("An edition with records of your agency is issued and public now."),
    ),
    "taken_down": Text(
        N_("Emergency take-down"),
        N_("A record was taken down in an emergency"),
        N_("A record was taken down at once and is hidden everywhere. Who did it and why stands on this page."),
    ),
    "calendar": Text(
        N_("Due dates moved"),
        N_("Due dates of your work have moved"),
        N_("The calendar of working days has changed, and with it due dates of work that waits for you."),
    ),
}

#: The digest says its numbers itself.
DIGEST: Final = N_("Daily digest")


@dataclass(frozen=True)
class Letter:
    """A mail as it goes out: one subject, plain lines, one link."""

    subject: str
    lines: tuple[str, ...]
    address: str

    @property
    def plain(self) -> str:
        """The text."""
        return "\n\n".join((*self.lines, tk._("Open it here: {address}").format(address=self.address)))

    @property
    def html(self) -> str:
        """The same as HTML, everything escaped."""
        paragraphs = Markup("").join(Markup("<p>{}</p>").format(line) for line in self.lines)
        link = Markup('<p><a href="{}">{}</a></p>').format(self.address, self.address)
        return str(Markup('<html lang="vi"><body>{}{}</body></html>').format(paragraphs, link))


def letter(kind: str, address: str) -> Letter:
    """Return the mail of an event; an unknown kind is work that waits."""
    text = TEXTS.get(kind, TEXTS["task"])
    return Letter(subject(tk._(text.subject)), (tk._(text.body),), address)


def subject(text: str) -> str:
    """Return a subject with the portal's mark."""
    return tk._("[Cà Mau data] {text}").format(text=text)


def kind_label(kind: str) -> str:
    """Return what a kind of mail is called."""
    names = {"digest": DIGEST, **{key: text.name for key, text in TEXTS.items()}}
    return tk._(names.get(kind, TEXTS["task"].name))
