"""How far the issue of an edition has come. Written on a connection of its own: its transaction shows nothing yet.

It is told for people who wait; what fails here never keeps an edition from being issued.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from ckanext.camau.model.base import engine, now
from ckanext.camau.workflow.messages import N_

#: Seconds between two notes of one step.
_PAUSE: Final = 0.5
#: Without a note for so long, an issue has ended without saying so.
_STALLED: Final = 60.0

STEP_NAMES: Final[dict[str, str]] = {
    "checking": N_("Checking the entries"),
    "writing": N_("Writing the entries"),
    "committing": N_("Making everything public at once"),
    "indexing": N_("Issued; bringing the entries into the search"),
    "done": N_("Done"),
    "failed": N_("Nothing was issued"),
}

_TELL: Final = sa.text(
    """INSERT INTO camau_issue_progress (edition_id, step, done, total, started_at, at)
    VALUES (:id, :step, :done, :total, :now, :now)
    ON CONFLICT (edition_id) DO UPDATE SET step = :step, done = :done, total = :total, at = :now,
      started_at = CASE WHEN :step = 'checking' THEN :now ELSE camau_issue_progress.started_at END"""
)
_READ: Final = sa.text("SELECT step, done, total, started_at, at FROM camau_issue_progress WHERE edition_id = :id")


@dataclass
class Progress:
    """Notes how far one issue has come, at most every half second."""

    edition_id: str
    total: int = 0
    _told: float = field(default=0.0, repr=False)

    def step(self, name: str, done: int = 0) -> None:
        """Note that a step begins."""
        self._told = time.monotonic()
        with contextlib.suppress(SQLAlchemyError), engine().begin() as connection:
            connection.execute(
                _TELL, {"id": self.edition_id, "step": name, "done": done, "total": self.total, "now": now()}
            )

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Note that nothing was issued if the block fails after it had begun."""
        try:
            yield
        except BaseException:
            if self._told:
                self.step("failed")
            raise

    def count(self, name: str, done: int) -> None:
        """Note how much of a step is done, unless that was told just now."""
        if time.monotonic() - self._told >= _PAUSE:
            self.step(name, done)


def read(edition_id: str) -> dict[str, Any] | None:
    """Return ``step``, ``done``, ``total``, ``running`` and ``seconds`` of an issue; None if none was begun."""
    with engine().connect() as connection:
        row = connection.execute(_READ, {"id": edition_id}).mappings().first()
    if row is None:
        return None
    silent = (now() - row["at"]).total_seconds()
    return {
        "step": row["step"],
        "done": row["done"],
        "total": row["total"],
        "running": row["step"] not in {"done", "failed"} and silent < _STALLED,
        "seconds": round((row["at"] - row["started_at"]).total_seconds(), 1),
    }
