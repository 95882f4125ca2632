"""Errors of our actions beyond CKAN's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import ckan.plugins.toolkit as tk

ConflictKind = Literal["stale", "hash", "state", "claimed"]


class Conflict(tk.ValidationError):
    """409: somebody else was faster, or the state does not allow the action. Nothing was changed.

    ``error_dict["conflict"]`` is ``stale`` (older lock version), ``hash`` (other content than was read), ``state`` or
    ``claimed`` (another reviewer has the case);
    ``error_dict["details"]`` says what differs. Clients look for ``conflict``, for CKAN names the type after its base.
    """

    def __init__(self, kind: ConflictKind, message: str, details: Mapping[str, Any] | None = None) -> None:
        self.kind = kind
        self.details: Mapping[str, Any] = details or {}
        errors: dict[str, Any] = {"message": [message], "conflict": kind, "details": dict(self.details)}
        super().__init__(errors, error_summary={tk._("Conflict"): message})


def problems_error(problems: Sequence[Mapping[str, Any]]) -> tk.ValidationError:
    """Return a 409 that names every blocking problem at its field."""
    errors: dict[str, Any] = {}
    for problem in problems:
        errors.setdefault(problem["path"] or problem["field"], []).append(problem["message"])
    summary = {problem["label"] or problem["field"]: problem["message"] for problem in problems}
    errors["problems"] = list(problems)
    return tk.ValidationError(errors, error_summary=summary)
