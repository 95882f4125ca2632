"""What the form of a draft decision holds, and what its buttons do to it; nothing is stored before “save”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from flask import request

from ckanext.camau.forms.data import clean, row_keys
from ckanext.camau.forms.ordering import reordered
from ckanext.camau.forms.rows import RowStep, apply
from ckanext.camau.views.exporting import ListPage, page_of
from ckanext.camau.views.support import act

#: So many chosen, or offered, records stand on one page of the form; the others are a button away.
SHOWN: Final = 100
#: “All found” takes in at most so many at once, as the action gives them.
_ALL: Final = 1000
_PLACE: Final = "place."
LISTS: Final = ("entries", "removals", "add_entry", "add_removal")


@dataclass(frozen=True)
class Draft:
    """What the form of a draft decision holds. ``pages``: which page of each list is on screen, from 1."""

    kind: str
    title: str = ""
    lock_version: str = ""
    entries: tuple[str, ...] = ()
    removals: tuple[str, ...] = ()
    search: str = ""
    agency: str = ""
    pages: Mapping[str, int] = field(default_factory=dict[str, int])

    @classmethod
    def of(cls, edition: Mapping[str, Any]) -> Draft:
        """Return a stored draft as the form shows it first."""
        return cls(
            kind=edition["kind"],
            title=edition["title"],
            lock_version=str(edition["lock_version"]),
            entries=tuple(entry["record_id"] for entry in edition["entries"]),
            removals=tuple(entry["record_id"] for entry in edition["removals"]),
        )

    @classmethod
    def posted(cls, kind: str) -> Draft:
        """Return what was posted: buttons of rows obeyed, typed places taken, ticked records added at the end."""
        form = request.form
        done = form.get("_do", "")
        draft = cls(
            kind=kind,
            title=clean(form.get("title", "")),
            lock_version=form.get("lock_version", ""),
            search=form.get("_q", ""),
            agency=form.get("_agency", ""),
            pages={name: max(form.get(f"_page.{name}", 1, type=int), 1) for name in LISTS},
        )
        return draft.chosen(done).turned(done)

    def chosen(self, done: str) -> Draft:
        """Add what was ticked, or all that was found, to what the form holds."""
        found: dict[str, tuple[str, ...]] = {}
        for name, ticked in (("entries", "add_entry"), ("removals", "add_removal")):
            keys = _kept(name, done)
            added = request.form.getlist(ticked)
            if done == f"all:{ticked}":
                added = [item["record_id"] for item in self.offered(ticked, keys, limit=_ALL)["results"]]
            found[name] = tuple(dict.fromkeys([*keys, *added]))
        return replace(self, **found)

    def turned(self, done: str) -> Draft:
        """Show the page of a list that a button asks for; what is looked for anew begins with its first page."""
        verb, _, rest = done.partition(":")
        name, _, number = rest.partition(":")
        if verb == "show" and name in LISTS and number.isdigit():
            return replace(self, pages={**self.pages, name: int(number)})
        return replace(self, pages={**self.pages, "add_entry": 1, "add_removal": 1}) if verb == "find" else self

    def sent(self) -> dict[str, Any]:
        """Return the draft as the actions take it."""
        return {"title": self.title, "entries": list(self.entries), "removals": list(self.removals)}

    def page(self, name: str) -> ListPage:
        """Return the page of the chosen records (``entries``, ``removals``) that is on screen."""
        return page_of(getattr(self, name), self.pages.get(name, 1), SHOWN)

    def offered(self, name: str, chosen: Sequence[str], limit: int = SHOWN) -> dict[str, Any]:
        """Return what may be chosen (``add_entry``, ``add_removal``) by the filters, without what is chosen."""
        return act(
            "camau_edition_candidates", kind=self.kind, removals=name == "add_removal", q=self.search,
            agency=self.agency, without=list(chosen), limit=limit,
            offset=(self.pages.get(name, 1) - 1) * SHOWN if limit == SHOWN else 0,
        )  # fmt: skip


def _kept(name: str, done: str) -> list[str]:
    """Return the chosen records of a list after the button of a row, or after the places that were typed."""
    step = RowStep.read(done)
    if step and step.field == name:
        return apply(request.form, step)
    keys = row_keys(request.form, name)
    places = {key: request.form.get(f"{_PLACE}{key}", "").strip() for key in keys if f"{_PLACE}{key}" in request.form}
    return reordered(keys, places)
