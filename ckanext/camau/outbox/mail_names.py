"""Names in the headers of mail: of the site, which sends, and of people (FC-94).

Python 3.11 writes a name that needs encoding and holds quotes, brackets or a colon so that the address after it is no
longer one: a relay refuses such a header, or a program reads another address out of it. Names go without these marks.
"""

from __future__ import annotations

import re
from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan.lib import mailer

_MARKS: Final = re.compile(r'[\x00-\x1f\x7f-\x9f\u2028\u2029()<>\[\]:;@\\,."]+')
_LINES: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def display(name: str | None) -> str:
    """Return a name without the marks that mean something in a header of addresses."""
    return " ".join(_MARKS.sub(" ", name or "").split())


def one_line(text: str | None) -> str:
    """Return a text as one line: nothing in it begins another header."""
    return " ".join(_LINES.sub(" ", text or "").split())


def send(name: str, address: str, subject: str, body: str, *more: Any) -> bool:
    """Send a mail of core, or of ours, with names that any relay takes; tell whether there is a relay at all.

    :raises ckan.lib.mailer.MailerException: as core's mailer does
    """
    if not tk.config.get("smtp.server"):
        return False
    site = display(tk.config.get("ckan.site_title"))
    mailer._mail_recipient(  # noqa: SLF001 - core has no other door to the name of the sender
        display(name), one_line(address), site, tk.config["ckan.site_url"], one_line(subject), body, *more
    )
    return True
