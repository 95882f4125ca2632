"""What an error page says. Never what the program said: that may hold a query, a path or an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import ckan.plugins.toolkit as tk

from ckanext.camau.workflow.messages import N_

_LONGEST_DETAIL: Final = 300
FIRST_SERVER_ERROR: Final = 500

#: Heading and explanation by HTTP status.
_TEXTS: Final[Mapping[int, tuple[str, str]]] = {
    400: (
        N_("The request cannot be answered"),
        N_(
            "The address or the form is not complete, or the page was open for too long. Load it again and "
            "try once more."
        ),
    ),
    401: (N_("Please log in"), N_("This page is for officers who have logged in.")),
    403: (
        N_("Not allowed"),
        N_("Your account may not do this. Ask the administrator of your agency if you need it."),
    ),
    404: (
        N_("Page not found"),
        N_("There is no such page, or what stood here is not published. Check the address or search for it."),
    ),
    405: (
        N_("This way of asking is not possible here"),
        N_("The address exists but does not accept this kind of request."),
    ),
    409: (
        N_("Changed in the meantime"),
        N_("Somebody else has changed this. Load the page again and repeat your step."),
    ),
    410: (N_("No longer published"), N_("What stood here has been withdrawn.")),
    413: (N_("Too large"), N_("What was sent is larger than the portal takes.")),
    429: (N_("Too many requests"), N_("Please wait a little, then try again.")),
    500: (
        N_("Something went wrong"),
        N_("The portal could not answer. The administrators have been told; please try again later."),
    ),
    503: (
        N_("Not available at the moment"),
        N_("A part of the portal is interrupted or under maintenance. Please try again in a few minutes."),
    ),
}


@dataclass(frozen=True)
class ErrorText:
    """Code, heading, explanation, and our own message about this very case if there is one."""

    code: int
    title: str
    text: str
    detail: str


def describe(code: Any, content: Any) -> ErrorText:
    """Return the words for an HTTP error; unknown ones become the general words for 4xx or 5xx."""
    number = int(code[0] if isinstance(code, list) else code or 500)
    title, text = _TEXTS.get(number) or _TEXTS[400 if number < FIRST_SERVER_ERROR else FIRST_SERVER_ERROR]
    return ErrorText(number, tk._(title), tk._(text), _own_words(number, content))


def _own_words(code: int, content: Any) -> str:
    """Return a message that our own code wrote for the reader: in Vietnamese, and never with a 5xx."""
    text = str(content or "")
    is_ours = not text.isascii() and len(text) <= _LONGEST_DETAIL and "<" not in text
    return text if code < FIRST_SERVER_ERROR and is_ours else ""
