"""CVE-2026-41132: mail goes over STARTTLS to whoever answers, since no certificate is checked.

CKAN 2.12.0 calls ``starttls()`` without a context, and Python's default for it checks nothing. With this
guard a connection of the mailer, and of the handler that mails errors, must show a certificate for the
configured host that the system trusts (``SSL_CERT_FILE`` adds an own authority). A relay on the same machine
needs no STARTTLS.

Unnecessary from the first 2.12 release that declares ``smtp.starttls_verify`` (2.11.5 has it, 2.12.0 not).
"""

from __future__ import annotations

import functools
import smtplib
import ssl
from typing import Any, Final

_MARK: Final = "camau_verified"


def install() -> None:
    """Make ``starttls`` without a context check the certificate; may be called again."""
    original = smtplib.SMTP.starttls
    if getattr(original, _MARK, False):
        return

    @functools.wraps(original)
    def starttls(self: smtplib.SMTP, *args: Any, context: ssl.SSLContext | None = None, **kwargs: Any) -> Any:
        return original(self, *args, context=context or ssl.create_default_context(), **kwargs)

    setattr(starttls, _MARK, True)
    smtplib.SMTP.starttls = starttls  # type: ignore[method-assign]
