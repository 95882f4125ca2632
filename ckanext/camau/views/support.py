"""What every page for staff needs: calling an action, who is here, which error becomes which answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final, ParamSpec

from flask import Blueprint, Response, request

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau import config
from ckanext.camau.people.roles import actor_of
from ckanext.camau.workflow.messages import N_
from ckanext.camau.workflow.permission import Actor

P = ParamSpec("P")
Page = str | Response | tuple[str, int]

#: A table of 500 data items by 20 user groups is one form: Werkzeug's usual limit of 1,000 parts is too low.
MAX_FORM_PARTS = 50_000
MAX_FORM_MEMORY = 20_000_000
#: So many of the largest files may come with one form; more are sent one by one.
FILES_AT_ONCE = 4


def act(action: str, /, **data: Any) -> Any:
    """Call an action as the person at the browser; a refused one leaves nothing half done in the session.

    :raises NotAuthorized, ObjectNotFound, ValidationError: as the action does
    """
    try:
        return tk.get_action(action)({"user": user_name()}, data)
    except (tk.NotAuthorized, tk.ObjectNotFound, tk.ValidationError):
        model.Session.rollback()
        raise


def every_copy(**filters: Any) -> list[dict[str, Any]]:
    """Return all working copies that the filters pick, page by page (the action gives 100 at a time)."""
    found: list[dict[str, Any]] = []
    while True:
        page = act("camau_working_copy_list", **filters, limit=100, offset=len(found))
        found += page["results"]
        if not page["results"] or len(found) >= page["count"]:
            return found


def user_name() -> str:
    """Return the login of the person at the browser, empty for a guest."""
    return "" if tk.current_user.is_anonymous else tk.current_user.name


def person() -> Actor:
    """Return the person at the browser with the roles held today.

    :raises NotAuthorized: a guest
    """
    found = actor_of(tk.current_user)
    if found is None:
        raise tk.NotAuthorized
    return found


def may(thing: Mapping[str, Any], step: str) -> bool:
    """Whether the table of transitions lets this person take ``step`` (an action's full name) now."""
    allowed = thing.get("allowed") or ()
    return step in allowed


def staff_page(view: Callable[P, Page]) -> Callable[P, Page]:
    """Send guests to log in (whatever they asked for: that says nothing), and answer 404 or 403 in Vietnamese."""

    @wraps(view)
    def shown(*args: P.args, **kwargs: P.kwargs) -> Page:
        if tk.current_user.is_anonymous:
            return to_login()
        return answered(view, *args, **kwargs)

    return shown


def answered(view: Callable[P, Page], *args: P.args, **kwargs: P.kwargs) -> Page:
    """Run a view; what its actions refuse becomes an error page with the right status."""
    try:
        return view(*args, **kwargs)
    except tk.ObjectNotFound:
        return not_found()
    except tk.NotAuthorized as refused:
        return tk.abort(403, refused.message or tk._("You may not do this."))


def not_found() -> Page:
    """Answer 404, the same for what is not there and what one may not know of."""
    return tk.abort(404, tk._("This page does not exist, or you need to log in to see it."))


def to_login() -> Response:
    """Go to the log-in page and come back here afterwards (only addresses of pages are remembered)."""
    back = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else request.path
    return tk.redirect_to("user.login", came_from=back)


#: Parts of a refusal that are for programs.
_FOR_PROGRAMS = ("conflict", "details", "problems")


#: What the inputs of small forms are called, for the summary of errors.
_LABELS: Final[Mapping[str, str]] = {
    "issuing_body": N_("Issuing body"),
    "number": N_("Number"),
    "date": N_("Date signed"),
    "signer_name": N_("Signed by"),
    "signer_position": N_("Position of the signer"),
    "effective_from": N_("In effect from"),
    "file": N_("Signed file (PDF)"),
    "title": N_("Title"),
    "reason": N_("Reason"),
    "reasons": N_("Reasons"),
    "document": N_("Document"),
    "successor": N_("Rules that take its place"),
    "url": N_("Address of the official publication"),
    "user": N_("Account"),
    "role": N_("Role"),
    "agency": N_("Agency"),
    "valid_from": N_("From day"),
    "valid_to": N_("Until day"),
    "name": N_("Full name"),
    "position": N_("Position"),
    "phone": N_("Telephone"),
    "email": N_("E-mail"),
}


#: What actions say of a date that they cannot read; a form asks for dates in another way.
_API_DATE: Final = "Give a date as YYYY-MM-DD."


def reasons_of(refused: tk.ValidationError, names: Mapping[str, str] | None = None) -> list[str]:
    """Return what a refused action says, as sentences for people, each with the name of its input.

    :param names: further names of keys, such as titles of records
    """
    labels = {**{key: tk._(label) for key, label in _LABELS.items()}, **(names or {})}
    told = {key: value for key, value in refused.error_dict.items() if key not in _FOR_PROGRAMS}
    found = [text for text in dict.fromkeys(_sentences(told, labels, "")) if text]
    return found or [tk._("The step was refused.")]


def _sentences(value: Any, labels: Mapping[str, str], label: str) -> list[str]:
    if isinstance(value, str):
        if value == tk._(_API_DATE):
            value = tk._("Write the date as day/month/year, for example 31/12/2026.")
        return [f"{label}: {value}" if label else value]
    if isinstance(value, Mapping):
        return [text for key, item in value.items() for text in _sentences(item, labels, labels.get(str(key), label))]
    items = value if isinstance(value, list | tuple) else []
    return [text for item in items for text in _sentences(item, labels, label)]


def one_list(value: Any) -> list[str]:
    """Return messages as a list of sentences."""
    return _sentences(value, {}, "")


def conflict_of(refused: tk.ValidationError) -> str:
    """Return ``stale``, ``hash``, ``state`` or ``claimed`` for a conflict, empty for any other refusal."""
    return str(refused.error_dict.get("conflict") or "")


def details_of(refused: tk.ValidationError) -> dict[str, Any]:
    """Return what a conflict says of the other side."""
    details: Any = refused.error_dict.get("details")
    return details if isinstance(details, dict) else {}


def say(message: str) -> None:
    """Tell the person that something was done, on the next page."""
    tk.h.flash_success(message)


def warn(messages: list[str]) -> None:
    """Tell the person, on the next page, why something was not done."""
    for message in messages:
        tk.h.flash_error(message)


def accept_long_forms(blueprint: Blueprint) -> None:
    """Raise the form limits for one blueprint, before the CSRF check reads the form."""

    @blueprint.url_value_preprocessor
    def raise_limits(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
        request.max_form_parts = MAX_FORM_PARTS
        request.max_form_memory_size = MAX_FORM_MEMORY
        request.max_content_length = FILES_AT_ONCE * config.max_file_bytes() + MAX_FORM_MEMORY
