"""Editing the register of legal bases and terms: forms for the provincial focal point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau.dates import iso_date
from ckanext.camau.forms.data import clean
from ckanext.camau.legal import basis
from ckanext.camau.legal.seed import DATES, FIELDS, Kind
from ckanext.camau.pages import legal as pages
from ckanext.camau.schemas.code_lists import code_list
from ckanext.camau.views.support import (
    Page,
    act,
    conflict_of,
    details_of,
    one_list,
    person,
    reasons_of,
    say,
    staff_page,
)
from ckanext.camau.workflow.messages import N_

blueprint = Blueprint("camau_legal_edit", __name__)

_LONG: Final = frozenset({"title", "summary", "note", "reason"})
_REQUIRED: Final = frozenset({
    "key", "kind", "number", "title", "issuing_body", "citation_vi", "citation_en", "check", "summary",
    "name_vi", "name_en", "unit", "legal_basis", "reason",
})  # fmt: skip
_DAY_HINT: Final = N_("Day/month/year, for example 31/12/2026.")
_BASIS_HINT: Final = N_("Write it like this: ND47 11(4)(b), 25(1); D32 6(1).")
_HINTS: Final[Mapping[str, str]] = {
    "key": N_("Such as ND47 or TT24/2011; for a provision with its place: ND47 11(4)(b). It cannot be changed later."),
    "date": _DAY_HINT,
    "valid_from": _DAY_HINT,
    "valid_to": N_("The first day on which it no longer holds. Empty: no end is known."),
    "replaced_by": _BASIS_HINT,
    "cited_by": _BASIS_HINT,
    "legal_basis": _BASIS_HINT,
    "value": N_("A whole number; day and month (31/12) for a fixed date; empty for “immediately”."),
    "summary": N_("In your own short words, not the text of the document."),
    "reason": N_("The reason stands in the public history, without your name."),
}


@dataclass(frozen=True)
class Form:
    """What the form of an entry holds: contents as typed, problems by field, what somebody else stored."""

    kind: Kind
    key: str
    data: Mapping[str, str]
    lock_version: int
    reason: str = ""
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    theirs: Mapping[str, str] = field(default_factory=dict)
    history: Sequence[Mapping[str, Any]] = ()

    @property
    def names(self) -> list[str]:
        """The fields in order; the key is asked for a new entry only, the term of a value never."""
        own = [name for name in FIELDS[self.kind] if name != "term"]
        return [*(["key"] if self.lock_version == 0 and self.kind != "term" else []), *own, "reason"]

    def shown(self, name: str) -> str:
        """Return what an input holds."""
        if name in ("key", "reason"):
            return self.key if name == "key" else self.reason
        return self.data.get(name, "")

    def posted(self) -> Form:
        """Return the form with what was posted in place of what is stored."""
        typed = {name: clean(request.form.get(name, "")) for name in self.names}
        data = {name: iso_date(text) if name in DATES else text for name, text in typed.items()}
        lock = request.form.get("lock_version", "")
        return replace(
            self,
            key=data.pop("key", self.key),
            reason=data.pop("reason"),
            data={**self.data, **data},
            lock_version=int(lock) if lock.isascii() and lock.isdigit() else -1,
        )


@blueprint.route("/legal/new", methods=["GET", "POST"])
@staff_page
def new() -> Page:
    """Enter a document, or a provision of the document that the address names."""
    document = clean(request.args.get("document", ""))
    form = Form("provision" if document else "document", f"{document} " if document else "", {}, 0)
    return _page(form) if request.method == "GET" else _save(form.posted(), form)


@blueprint.route("/legal/<slug>/edit", methods=["GET", "POST"])
@staff_page
def edit(slug: str) -> Page:
    """Change a document or a provision."""
    keys = [entry["key"] for entry in act("camau_legal_basis_list") if entry["slug"] == slug]
    if not keys:
        raise tk.ObjectNotFound
    entry = act("camau_legal_basis_show", key=keys[0])
    form = _of(entry)
    return _page(form) if request.method == "GET" else _save(form.posted(), form)


@blueprint.route("/legal/term/new", methods=["GET", "POST"])
@staff_page
def new_term() -> Page:
    """Enter a further value of a term, for the time from some day on."""
    values = [value for value in act("camau_term_list") if value["term"] == request.args.get("term")]
    if not values:
        raise tk.ObjectNotFound
    last = {name: values[-1][name] for name in ("term", "name_vi", "name_en", "unit", "legal_basis")}
    form = Form("term", "", last, 0)
    return _page(form) if request.method == "GET" else _save(form.posted(), form)


@blueprint.route("/legal/term/<key>/edit", methods=["GET", "POST"])
@staff_page
def edit_term(key: str) -> Page:
    """Change a value of a term."""
    values = [value for value in act("camau_term_list", history=True) if value["key"] == key]
    if not values:
        raise tk.ObjectNotFound
    form = _of(values[0])
    return _page(form) if request.method == "GET" else _save(form.posted(), form)


def _of(entry: Mapping[str, Any]) -> Form:
    kind: Kind = entry["entry_kind"]
    data = {name: entry[name] for name in FIELDS[kind]}
    return Form(kind, entry["key"], data, entry["lock_version"], history=entry["history"])


def _save(typed: Form, stored: Form) -> Page:
    action = "camau_term_update" if typed.kind == "term" else "camau_legal_basis_update"
    sent = {
        **typed.data,
        "entry_kind": typed.kind,
        "key": typed.key,
        "lock_version": typed.lock_version,
        "reason": typed.reason,
    }
    try:
        saved = act(action, **sent)
    except tk.ValidationError as refused:
        return _refused(typed, stored, refused)
    say(tk._("The entry is stored; the version before stays in its history."))
    if typed.kind == "term":
        return tk.redirect_to("camau_legal.index", _anchor="thoi-han")
    return tk.redirect_to("camau_legal.read", slug=basis.slug(saved["key"]))


def _refused(typed: Form, stored: Form, refused: tk.ValidationError) -> Page:
    if conflict_of(refused) == "stale":
        return _page(_compared(typed, stored, refused), status=409)
    found = {str(name): one_list(told) for name, told in refused.error_dict.items()}
    errors = {name: found.pop(name) for name in stored.names if name in found}
    others = tuple(text for told in found.values() for text in told)
    return _page(replace(typed, errors=errors, others=others), status=409)


def _compared(typed: Form, stored: Form, refused: tk.ValidationError) -> Form:
    """Return what was typed over what somebody else stored meanwhile; a field that only they changed is theirs."""
    now: dict[str, str] = details_of(refused)["now"]
    read = next((v["data"] for v in stored.history if v["version"] == typed.lock_version), {})
    taken = [name for name in now if typed.data.get(name) == read.get(name) != now[name]]
    theirs = {name: text for name, text in now.items() if name not in taken and text != typed.data.get(name, "")}
    others = list(reasons_of(refused))
    if taken:
        names = ", ".join(pages.label(name) for name in taken)
        others.append(f"{tk._('Taken over from the other person, as you had not changed them:')} {names}")
    data = {**typed.data, **{name: now[name] for name in taken}}
    lock = details_of(refused)["lock_version"]
    return replace(typed, data=data, lock_version=lock, theirs=theirs, others=tuple(others))


def _page(form: Form, status: int = 200) -> Page:
    if not person().has("focal_point"):
        raise tk.NotAuthorized(tk._("Only the provincial focal point edits the register."))
    html = tk.render(
        "camau/legal/edit.html",
        {
            "form": form,
            "label": pages.label,
            "hints": {name: tk._(hint) for name, hint in _HINTS.items()},
            "required": _REQUIRED | ({"valid_from"} if form.kind == "term" else set()),
            "long": _LONG,
            "dates": DATES,
            "choices": {name: code_list(codes).choices() for name, codes in pages.CODES.items()},
            "value": pages.value,
            "history": pages.history(form.history),
            "term_name": pages.term_name,
        },
    )
    return html, status
