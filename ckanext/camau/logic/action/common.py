"""What the actions share: who acts, what may be seen, one commit, domain errors as CKAN errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.camau.agencies import succession
from ckanext.camau.catalogue import claims, copies, editions, facts, route
from ckanext.camau.catalogue.content import ShapeError
from ckanext.camau.dates import today
from ckanext.camau.logic import dictize
from ckanext.camau.logic.errors import Conflict, problems_error
from ckanext.camau.model import WorkingCopy
from ckanext.camau.outbox import run
from ckanext.camau.people.roles import actor_of
from ckanext.camau.search.breaker import BREAKER
from ckanext.camau.workflow import gates
from ckanext.camau.workflow.messages import Message
from ckanext.camau.workflow.permission import Actor
from ckanext.camau.workflow.problems import Problem


def guest_or_actor(context: Context) -> Actor | None:
    """Return who acts, from CKAN's context alone; None for a guest."""
    user = context.get("auth_user_obj")
    if user is None and (login := context.get("user")):
        user = model.User.get(login)
    return actor_of(user)


def actor(context: Context) -> Actor:
    """Return who acts.

    :raises tk.NotAuthorized: a guest
    """
    found = guest_or_actor(context)
    if found is None:
        raise tk.NotAuthorized(tk._("Log in first."))
    return found


def validated(data_dict: Mapping[str, Any], schema: dict[str, Any], context: Context) -> dict[str, Any]:
    """Return the input as the action's schema takes it; unknown keys are ignored.

    :raises tk.ValidationError: with every wrong value
    """
    own: Any = {"model": model, "session": model.Session, "user": context.get("user", "")}
    data, errors = tk.navl_validate(dict(data_dict), schema, own)
    if errors:
        raise tk.ValidationError(errors)
    return data


def may_see(who: Actor, owner_org: str) -> bool:
    """Tell whether unissued content of an agency may be read by somebody."""
    return who.sees_all() or owner_org in who.agencies()


def may_see_record(who: Actor, package: model.Package) -> bool:
    """Tell whether somebody may read what is not public of a record: its agency, or the one that acts for it today."""
    org_id = package.owner_org or ""
    return may_see(who, org_id) or may_see(who, succession.heir(org_id))


def plain(data: Mapping[str, Any], key: str) -> str:
    """Return a text that a client sent, before the schema looks at it; empty for what is no text."""
    value = data.get(key)
    return value if isinstance(value, str) and "\x00" not in value else ""


def visible_copy(who: Actor, data: Mapping[str, Any]) -> WorkingCopy:
    """Return the working copy that ``id`` or ``record_id`` names.

    :raises tk.ObjectNotFound: there is none, or the caller may not know of it
    """
    found = None
    if copy_id := plain(data, "id"):
        found = copies.get(copy_id)
    elif record_id := plain(data, "record_id"):
        package = model.Package.get(record_id)
        found = copies.newest_copy(package.id) if package else None
    if found is None or not may_see(who, found.owner_org):
        raise tk.ObjectNotFound(tk._("There is no such working copy."))
    return found


@contextmanager
def transaction(after: Callable[[], None] | None = None) -> Iterator[None]:
    """Commit once at the end of the block; on any error nothing of it stays.

    :param after: what follows a commit, such as draining the outbox
    """
    try:
        with _as_ckan_errors():
            yield
            model.Session.commit()
    except BaseException:
        model.Session.rollback()
        raise
    if after:
        after()


def index_now() -> None:
    """Index what was just committed; whatever fails, or is not even tried while Solr is away, is left to the worker."""
    if BREAKER.lets_through():
        run.run_due(limit=3, kinds=("index",), newest=True)


@contextmanager
def savepoint() -> Iterator[None]:
    """Keep what the block does or, on an error, nothing of it, within a transaction that goes on; all else as above."""
    with _as_ckan_errors(), model.Session.begin_nested():
        yield


def hide_now() -> None:
    """Index, and remove tables and views of what was just hidden; whatever fails stays in the outbox."""
    run.run_due(limit=6, kinds=("index", "tables_drop", "erase_files"))


@contextmanager
def _as_ckan_errors() -> Iterator[None]:
    try:
        yield
    except KeyError as error:
        raise tk.ObjectNotFound(tk._("There is no such working copy.")) from error
    except route.Refused as error:
        raise tk.NotAuthorized(_refusal(error)) from error
    except claims.Claimed as error:
        raise claimed(error.user_id) from error
    except (route.WrongState, route.Stale, editions.Signed, IntegrityError) as error:
        raise _conflict(error) from error
    except route.Blocked as error:
        raise problems_error([dictize.problem(p) for p in error.problems]) from error
    except ShapeError as error:
        raise tk.ValidationError({path: [said(m)] for path, m in error.errors.items()}) from error


def claimed(user_id: str) -> Conflict:
    """Return the conflict of a case that another reviewer has taken, naming who."""
    name = dictize.account_name(user_id)
    message = tk._("{name} has taken this case for review. Ask for it to be released or reassigned.").format(name=name)
    return Conflict("claimed", message, {"claimed_by": user_id, "claimed_by_name": name})


def _refusal(error: route.Refused) -> str:
    if isinstance(error, route.SamePerson):
        return tk._("The same person wrote, submitted or approved this before: another person must take this step.")
    return tk._("You hold no role for this step.")


def _conflict(error: Exception) -> Conflict:
    if isinstance(error, editions.Signed) or (isinstance(error, route.WrongState) and error.args == ("signed",)):
        return Conflict(
            "state",
            tk._("The decision is signed and waits for its day: nothing in it moves until the clerk takes it back."),
        )
    if isinstance(error, route.WrongState):
        return Conflict("state", tk._("The state does not allow this step. Load the page again."))
    if isinstance(error, route.Stale):
        return Conflict("stale", tk._("The record was issued anew meanwhile: compare and take over first."))
    return Conflict("state", tk._("Somebody else was faster: code, number or record is taken."))


def problems(copy: WorkingCopy) -> list[Problem]:
    """Return all that the gates find in a working copy."""
    return gates.run(facts.subject_of(copy))


def said(message: Message) -> str:
    """Return a message of pure code in the reader's language."""
    return message.translated(tk._)


def organization(name_or_id: str) -> model.Group:
    """Return an agency.

    :raises tk.ObjectNotFound: there is none
    """
    group = model.Group.get(name_or_id)
    if group is None or not group.is_organization or group.state != "active":
        raise tk.ObjectNotFound(tk._("There is no such agency."))
    return group


def term(data: dict[str, Any]) -> tuple[date, date | None]:
    """Return the first day (today if none is given) and the last one (open)."""
    first, last = day(data, "valid_from") or today(), day(data, "valid_to")
    if last and last < first:
        raise tk.ValidationError({"valid_to": [tk._("The last day lies before the first one.")]})
    return first, last


def day(data: dict[str, Any], key: str) -> date | None:
    """Return the day that a key holds, None for none.

    :raises ValidationError: 409, it is none
    """
    if not data.get(key):
        return None
    try:
        return date.fromisoformat(data[key])
    except ValueError as error:
        raise tk.ValidationError({key: [tk._("Give a date as YYYY-MM-DD.")]}) from error
