"""What a page shows after a step was refused: why, at which field, and what was typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ckan.plugins import toolkit as tk

from ckanext.camau.views import act_form
from ckanext.camau.views.support import reasons_of


@dataclass(frozen=True)
class Refusal:
    """A refused step. Without errors: nothing was tried yet.

    ``fields`` are the errors of an act by field, ``act`` what was typed of it, ``kind`` the conflict that there is,
    ``changes`` what differs from what was read, or, where that is not known any more, from what is ``issued``.
    """

    errors: list[str] = field(default_factory=list)
    step: str = ""
    act: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, list[str]] = field(default_factory=dict)
    kind: str = ""
    changes: list[Any] = field(default_factory=list)
    against: str = ""
    code: int = 409

    @classmethod
    def of(cls, refused: tk.ValidationError, step: str, act: dict[str, Any]) -> Refusal:
        """Return what an action said."""
        return cls(reasons_of(refused), step, act, act_form.errors(refused))

    @property
    def status(self) -> int:
        """The HTTP status of the page."""
        return self.code if self.errors else 200
