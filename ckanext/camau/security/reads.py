"""Chained reads: what may not be known of is not found, in the same words as what does not exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import public
from ckanext.camau.security import visible

Context = Any
Data = dict[str, Any]
Next = Callable[[Context, Data], Any]

#: Reads that answer 403 for what exists and 404 for what does not.
_HIDING: Final = [
    "resource_show",
    "resource_view_show",
    "resource_view_list",
    "package_relationships_list",
    "user_show",
    "file_show",
]
#: Reads about a dataset that ask for its existence before they ask who is asking.
_FOLLOWING: Final = ["dataset_follower_count", "dataset_follower_list", "am_following_dataset"]
_FOLLOWING_WRITES: Final = ("follow_dataset", "unfollow_dataset")


def actions() -> dict[str, Callable[..., Any]]:
    """Return the chained reads of this module by the names of the actions they chain."""
    return {
        **{name: _hiding() for name in _HIDING},
        **{name: _read(_following()) for name in _FOLLOWING},
        **{name: tk.chained_action(_following()) for name in _FOLLOWING_WRITES},
        "package_show": package_show,
        "package_autocomplete": package_autocomplete,
        "current_package_list_with_resources": current_package_list_with_resources,
        "package_collaborator_list": _gone,
        "package_collaborator_list_for_user": _gone,
        "member_list": member_list,
        "format_autocomplete": format_autocomplete,
        "task_status_show": task_status_show,
        "status_show": status_show,
    }


def _read(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a chained read; chaining alone would lose that it has no side effect."""
    return tk.chained_action(tk.side_effect_free(function))


def _hiding() -> Callable[..., Any]:
    def hiding(next_action: Next, context: Context, data_dict: Data) -> Any:
        try:
            return next_action(context, data_dict)
        except (tk.NotAuthorized, tk.ObjectNotFound) as error:
            raise visible.not_found() from error

    return _read(hiding)


def _following() -> Callable[..., Any]:
    def following(next_action: Next, context: Context, data_dict: Data) -> Any:
        if not visible.package_visible(context, str(data_dict.get("id") or "")):
            raise visible.not_found()
        return next_action(context, data_dict)

    return following


@_read
def _gone(_next_action: Next, context: Context, _data_dict: Data) -> Any:  # noqa: ARG001
    """Collaborators do not exist on this portal: roles are rows of our own tables."""
    raise visible.not_found()


@_read
def package_show(next_action: Next, context: Context, data_dict: Data) -> Any:
    """Answer from the row, never from Solr's copy, which can be stale."""
    context.setdefault("use_cache", False)
    try:
        package = next_action(context, data_dict)
    except (tk.NotAuthorized, tk.ObjectNotFound) as error:
        raise visible.not_found() from error
    return package if context.get("ignore_auth") else visible.without_staff(package)


@_read
def package_autocomplete(next_action: Next, context: Context, data_dict: Data) -> Any:
    """Offer what is public by the ledger, whatever the index says."""
    found = next_action(context, data_dict)
    names = visible.public_names([package["name"] for package in found])
    return [package for package in found if package["name"] in names]


@_read
def current_package_list_with_resources(_next_action: Next, context: Context, data_dict: Data) -> Any:
    """Ask the guarded search; core's function asks its own, unguarded."""
    tk.check_access("current_package_list_with_resources", context, data_dict)
    try:
        limit, offset = (int(data_dict.get(key) or default) for key, default in (("limit", 10), ("offset", 0)))
    except (TypeError, ValueError) as error:
        raise tk.ValidationError({"limit": [tk._("Must be a whole number.")]}) from error
    wanted = {"q": "", "rows": max(limit, 0), "start": max(offset, 0)}
    inner: Any = dict(context)
    return tk.get_action("package_search")(inner, wanted)["results"]


@_read
def member_list(next_action: Next, context: Context, data_dict: Data) -> Any:
    """List packages that are issued only, and people to those who are logged in."""
    rows = next_action(context, data_dict)
    issued = public.issued_ids([row[0] for row in rows if row[1] == "package"])
    hidden = {"user"} if visible.is_guest(context) else set()
    return [row for row in rows if row[1] not in hidden and (row[1] != "package" or row[0] in issued)]


@_read
def format_autocomplete(next_action: Next, context: Context, data_dict: Data) -> Any:
    """Offer the formats of public resources; core counts every resource there is."""
    limit = int(tk.asint(data_dict.get("limit") or 5))
    found = next_action(context, {**data_dict, "limit": 1_000})
    shown = visible.public_formats(found)
    return [name for name in found if name in shown][:limit]


@_read
def task_status_show(next_action: Next, context: Context, data_dict: Data) -> Any:
    """Show the state of a job to internal code and system administrators; core shows it to everybody."""
    user = model.User.get(context.get("user") or "")
    if not context.get("ignore_auth") and not (user and user.sysadmin):
        raise visible.not_found()
    return next_action(context, data_dict)


@_read
def status_show(next_action: Next, context: Context, data_dict: Data) -> Any:
    """Tell guests that the site is up and in which language, not what it is built from."""
    status = next_action(context, data_dict)
    if visible.is_guest(context):
        for key in ("extensions", "error_emails_to", "ckan_version"):
            status.pop(key, None)
    return status
