"""Chained reads of the stream of activities: what is told of a record that is not public does not exist.

The stream is news for people; the history of a record is read in the ledger, by ``camau_record_show``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import public
from ckanext.camau.security import visible

Context = Any
Data = dict[str, Any]
Next = Callable[[Context, Data], Any]

_LISTS: Final = (
    "package_activity_list",
    "user_activity_list",
    "group_activity_list",
    "organization_activity_list",
    "recently_changed_packages_activity_list",
    "dashboard_activity_list",
)


def actions() -> dict[str, Callable[..., Any]]:
    """Return the chained reads of this module by the names of the actions they chain; none without the plugin."""
    if not p.plugin_loaded("activity"):
        return {}
    counted = {"dashboard_new_activities_count": dashboard_new_activities_count, "activity_show": activity_show}
    return {**{name: _listing() for name in _LISTS}, **counted}


def install() -> None:
    """Take the plugin's listeners away: what they would add is dropped anyway, and they stumble over some calls."""
    if not p.plugin_loaded("activity"):
        return
    from ckanext.activity.subscriptions import get_subscriptions

    for signal, listeners in get_subscriptions().items():
        for listener in listeners:
            signal.disconnect(listener["receiver"], listener["sender"])


def _listing() -> Callable[..., Any]:
    @tk.chained_action
    @tk.side_effect_free
    def listing(next_action: Next, context: Context, data_dict: Data) -> Any:
        """List what concerns records that are public, and to their people that others were hidden."""
        try:
            rows = next_action(context, data_dict)
        except (tk.NotAuthorized, tk.ObjectNotFound) as error:
            if "id" in data_dict:
                raise visible.not_found() from error
            raise
        shown = _shown(context, {row["object_id"] for row in rows})
        return [row for row in rows if row["object_id"] in shown]

    return listing


@tk.chained_action
@tk.side_effect_free
def dashboard_new_activities_count(_next_action: Next, context: Context, data_dict: Data) -> Any:
    """Count what the guarded list shows."""
    tk.check_access("dashboard_new_activities_count", context, data_dict)
    rows = tk.get_action("dashboard_activity_list")(context, data_dict)
    return len([row for row in rows if row.get("is_new")])


@tk.chained_action
@tk.side_effect_free
def activity_show(next_action: Next, context: Context, data_dict: Data) -> Any:
    """Show an activity of a public record; every other does not exist."""
    data_dict.setdefault("include_data", False)
    try:
        row = next_action(context, data_dict)
    except (tk.NotAuthorized, tk.ObjectNotFound) as error:
        raise visible.not_found() from error
    if row["object_id"] not in _shown(context, {row["object_id"]}):
        raise visible.not_found()
    return row


def _shown(context: Context, object_ids: set[str]) -> set[str]:
    """Return what may be told of: public records, hidden ones that the caller may see, and what is no record."""
    if not object_ids:
        return set()
    packages = set(
        model.Session.scalars(model.Session.query(model.Package.id).filter(model.Package.id.in_(object_ids)))
    )
    issued = public.issued_ids(packages)
    seen = {id_ for id_ in packages - issued if visible.package_visible(context, id_)}
    return (object_ids - packages) | issued | seen
