"""What an error page says. Never what the program said: that may hold a query, a path or an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk

_LONGEST_DETAIL = 300
FIRST_SERVER_ERROR = 500


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
    texts = _texts()
    title, text = texts.get(number) or texts[400 if number < FIRST_SERVER_ERROR else FIRST_SERVER_ERROR]
    return ErrorText(number, title, text, _own_words(number, content))


def _texts() -> dict[int, tuple[str, str]]:
    return {
        400: (
            tk._("The request cannot be answered"),
            tk._(
                "The address or the form is not complete, or the page was open for too long. Load it again and "
                "try once more."
            ),
        ),
        401: (tk._("Please log in"), tk._("This page is for officers who have logged in.")),
        403: (
            tk._("Not allowed"),
            tk._("Your account may not do this. Ask the administrator of your agency if you need it."),
        ),
        404: (
            tk._("Page not found"),
            tk._("There is no such page, or what stood here is not published. Check the address or search for it."),
        ),
        405: (
            tk._("This way of asking is not possible here"),
            tk._("The address exists but does not accept this kind of request."),
        ),
        409: (
            tk._("Changed in the meantime"),
            tk._("Somebody else has changed this. Load the page again and repeat your step."),
        ),
        410: (tk._("No longer published"), tk._("What stood here has been withdrawn.")),
        413: (tk._("Too large"), tk._("What was sent is larger than the portal takes.")),
        429: (tk._("Too many requests"), tk._("Please wait a little, then try again.")),
        500: (
            tk._("Something went wrong"),
            tk._("The portal could not answer. The administrators have been told; please try again later."),
        ),
        503: (
            tk._("Not available at the moment"),
            tk._("A part of the portal is interrupted or under maintenance. Please try again in a few minutes."),
        ),
    }


def _own_words(code: int, content: Any) -> str:
    """Return a message that our own code wrote for the reader: in Vietnamese, and never with a 5xx."""
    text = str(content or "")
    is_ours = not text.isascii() and len(text) <= _LONGEST_DETAIL and "<" not in text
    return text if code < FIRST_SERVER_ERROR and is_ours else ""
