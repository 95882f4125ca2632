"""Mail that did not get through, for those who look after the relay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from ckan import model

from ckanext.camau.model import Outbox
from ckanext.camau.outbox import mail_texts

_SHOWN: Final = 100


@dataclass(frozen=True)
class Failure:
    """A mail that the relay refused, or of which nobody knows whether it arrived."""

    user_id: str
    kind: str
    state: str
    attempts: int
    error: str
    at: str
    due: str | None

    def as_dict(self, user_name: str) -> dict[str, Any]:
        """Return it as the action does."""
        return {**vars(self), "user_name": user_name, "kind_label": mail_texts.kind_label(self.kind)}


def newest() -> tuple[int, list[Failure]]:
    """Return how many mails failed and are not sent yet, and the newest of them."""
    query = model.Session.query(Outbox).filter(
        Outbox.kind == "mail", Outbox.done_at.is_(None), Outbox.error.is_not(None)
    )
    return query.count(), [_failure(task) for task in query.order_by(Outbox.id.desc()).limit(_SHOWN)]


def _failure(task: Outbox) -> Failure:
    return Failure(
        task.payload.get("user_id", ""),
        task.payload.get("kind") or "task",
        "given_up" if task.dead_at else "waiting",
        task.attempts,
        task.error or "",
        task.created.isoformat(),
        None if task.dead_at else task.due.isoformat(),
    )
