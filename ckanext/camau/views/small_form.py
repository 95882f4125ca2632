"""A short form of plain inputs: what it holds, what is wrong at each input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from flask import request

import ckan.plugins.toolkit as tk

from ckanext.camau.dates import iso_date
from ckanext.camau.forms.data import clean
from ckanext.camau.views.support import one_list, reasons_of
from ckanext.camau.workflow.messages import N_

_DAY_HINT = N_("Day/month/year, for example 31/12/2026.")


@dataclass(frozen=True)
class Input:
    """One input. ``label`` and ``hint`` are message ids; ``choices`` are pairs of value and name."""

    name: str
    label: str
    kind: Literal["text", "date", "email", "tel", "choice"] = "text"
    required: bool = False
    hint: str = ""
    choices: Sequence[tuple[str, str]] = ()

    @property
    def told_hint(self) -> str:
        """The hint in the reader's language."""
        hint = self.hint or (_DAY_HINT if self.kind == "date" else "")
        return tk._(hint) if hint else ""


@dataclass(frozen=True)
class SmallForm:
    """A form with its values (dates in ISO form) and messages: at inputs, and on the whole."""

    inputs: tuple[Input, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    def posted(self) -> SmallForm:
        """Return the form with what was sent."""
        typed = {item.name: clean(request.form.get(item.name, "")) for item in self.inputs}
        dates = {item.name for item in self.inputs if item.kind == "date"}
        return replace(self, values={key: iso_date(text) if key in dates else text for key, text in typed.items()})

    def sent(self) -> dict[str, str]:
        """Return the values that are not empty."""
        return {key: text for key, text in self.values.items() if text}

    def refused(self, error: tk.ValidationError) -> SmallForm:
        """Return the form with what an action said, each message at its input."""
        known = {item.name for item in self.inputs}
        here: dict[str, list[str]] = {}
        for key, told in error.error_dict.items():
            if key in known:
                # in the words of a form: dates are written day first there
                here[str(key)] = [
                    text.split(": ", 1)[-1] for text in reasons_of(tk.ValidationError({key: one_list(told)}))
                ]
        rest = {key: told for key, told in error.error_dict.items() if key not in known}
        return replace(self, errors=here, others=tuple(reasons_of(tk.ValidationError(rest))) if rest else ())

    def failed(self, message: str) -> SmallForm:
        """Return the form with one message on the whole."""
        return replace(self, others=(message,))
