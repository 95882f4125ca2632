"""Messages of pure code: an English msgid with its values, translated where it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def N_(msgid: str) -> str:  # noqa: N802 - the name that gettext's extractor knows
    """Mark a message for extraction without translating it."""
    return msgid


@dataclass(frozen=True)
class Message:
    """A message with named values; values are names that a person reads already (labels, codes)."""

    msgid: str
    values: Mapping[str, str] = field(default_factory=dict[str, str])

    def translated(self, gettext: Callable[[str], str]) -> str:
        """Return the text that a person reads."""
        return gettext(self.msgid) % self.values if self.values else gettext(self.msgid)
