"""Passwords and tokens never reach a log: they are replaced in every record, its traceback included."""

from __future__ import annotations

import logging
import re
import traceback
from typing import Final

_SECRETS: Final = (
    (re.compile(r"(\w+://[^\s:/@]+:)\S+@"), r"\1***@"),
    (re.compile(r"(Received API Token: )\S+"), r"\1***"),
    (re.compile(r"(?i)(authorization['\"]?\s*[:=]\s*['\"]?)[^\s'\",}]+"), r"\1***"),
)


def scrub(text: str) -> str:
    """Return the text without passwords in addresses and without tokens."""
    for pattern, shown in _SECRETS:
        text = pattern.sub(shown, text)
    return text


class Scrubber(logging.Filter):
    """Cleans a record on its way through a handler; lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace message and traceback by their clean text."""
        record.msg, record.args = scrub(record.getMessage()), ()
        if record.exc_info and isinstance(record.exc_info, tuple) and not record.exc_text:
            record.exc_text = scrub("".join(traceback.format_exception(*record.exc_info)).rstrip())
        return True


def install() -> None:
    """Put the scrubber on every handler there is; may be called again."""
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in logging.root.manager.loggerDict)]
    for handler in {handler for logger in loggers for handler in logger.handlers}:
        if not any(isinstance(found, Scrubber) for found in handler.filters):
            handler.addFilter(Scrubber())
