"""Chained reads of the datastore: the table of an issued file, for everybody; nothing else exists.

The ledger is asked first, so that a table is closed the moment its record is hidden, before anything removed it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.camau.security import visible
from ckanext.camau.tables import shown

Context = Any
Data = dict[str, Any]
Next = Callable[[Context, Data], Any]


def actions() -> dict[str, Callable[..., Any]]:
    """Return the chained reads of this module by the names of the actions they chain; none without the plugin."""
    if not p.plugin_loaded("datastore"):
        return {}
    return {name: _reading() for name in ("datastore_search", "datastore_info")}


def auth_functions() -> dict[str, Callable[..., Any]]:
    """Return the chained auth functions: core's page of dumps asks only them."""
    if not p.plugin_loaded("datastore"):
        return {}
    return {name: _allowing() for name in ("datastore_search", "datastore_info")}


def _reading() -> Callable[..., Any]:
    @tk.chained_action
    @tk.side_effect_free
    def reading(next_action: Next, context: Context, data_dict: Data) -> Any:
        if not _readable(data_dict):
            raise visible.not_found()
        try:
            return next_action(context, data_dict)
        except (tk.NotAuthorized, tk.ObjectNotFound) as error:
            raise visible.not_found() from error

    return reading


def _allowing() -> Callable[..., Any]:
    def allowing(next_auth: Any, context: Context, data_dict: Any) -> Any:
        return next_auth(context, data_dict) if _readable(data_dict) else {"success": False}

    return tk.chained_auth_function(tk.auth_sysadmins_check(tk.auth_allow_anonymous_access(allowing)))


def _readable(data_dict: Data) -> bool:
    """Tell whether a call names the table of an issued file by the id of its resource; there are no aliases."""
    named = {value for key in ("resource_id", "id") if (value := data_dict.get(key))}
    if len(named) != 1:
        return False
    (name,) = named
    return isinstance(name, str) and "\x00" not in name and shown.readable(name)
