"""Core's write actions, closed: each is chained twice, as action (``ignore_auth`` skips auth) and as auth.

A refusal is 403 in Vietnamese, names our action to use instead, and comes before anything is read or written.
It holds for everybody, a system administrator too.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, Final

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import permit
from ckanext.camau.people import roles
from ckanext.camau.security import accounts, agencies
from ckanext.camau.security.decisions import AUTH_ONLY, DECISIONS, GUARDED, PLUGIN_OF, Door

Context = Any
Guard = Callable[[str, Context, Mapping[str, Any]], bool]

_VERBS: Final = ("get", "create", "update", "delete", "patch", "file")
_CHANGES_AGENCY: Final = ("group_update", "group_patch", "organization_update", "organization_patch")


def actions() -> dict[str, Callable[..., Any]]:
    """Return a chained action for every guarded name that exists in this CKAN."""
    return {
        name: _action(name)
        for name, decision in DECISIONS.items()
        if decision.door in GUARDED and name not in AUTH_ONLY and _exists(name, "action")
    }


def auth_functions() -> dict[str, Callable[..., Any]]:
    """Return a chained auth function for every guarded name that exists in this CKAN."""
    return {
        name: _auth(name) for name, decision in DECISIONS.items() if decision.door in GUARDED and _exists(name, "auth")
    }


def refusal(name: str) -> str:
    """Return the Vietnamese sentence for a refused call."""
    instead = DECISIONS[name].instead
    if not instead:
        return tk._("{action} is closed on this portal.").format(action=name)
    return tk._("{action} is closed for the catalogue; nothing was changed. Use instead: {instead}.").format(
        action=name, instead=", ".join(instead)
    )


def objection(name: str, context: Context, data_dict: Mapping[str, Any]) -> str:
    """Return why the door refuses this call, empty when it goes on to what core decides."""
    door = DECISIONS[name].door
    if door is Door.OWN:
        return accounts.objection(name, context, data_dict)
    if not _GUARDS[door](name, context, data_dict):
        return refusal(name)
    return agencies.objection(data_dict) if name in _CHANGES_AGENCY else ""


def _issue_only(_name: str, context: Context, data_dict: Mapping[str, Any]) -> bool:
    return permit.permitted(context, _package_id(data_dict))


def _names_no_package(_name: str, _context: Context, data_dict: Mapping[str, Any]) -> bool:
    return not data_dict.get("packages") and data_dict.get("object_type") != "package"


def _holds_nothing(name: str, _context: Context, data_dict: Mapping[str, Any]) -> bool:
    some_id = str(data_dict.get("id") or "")
    if name == "user_delete":
        user = model.User.get(some_id)
        return user is None or not roles.roles_of(user.id)
    group = model.Group.get(some_id)
    if group is None:
        return True
    return not agencies.holds_records(group.id)


def _closed(_name: str, _context: Context, _data_dict: Mapping[str, Any]) -> bool:
    return False


_GUARDS: Final[dict[Door, Guard]] = {
    Door.ISSUE_ONLY: _issue_only,
    Door.NAMED: _names_no_package,
    Door.HELD: _holds_nothing,
    Door.CLOSED: _closed,
    Door.SILENT: _closed,
}


def _package_id(data_dict: Mapping[str, Any]) -> str | None:
    """Return the package that a call names; what is not the id of a permitted package is refused anyway."""
    package = data_dict.get("package")
    found = package.get("id") if isinstance(package, dict) else None
    found = found or data_dict.get("package_id") or data_dict.get("id")
    return found if isinstance(found, str) else None


def _action(name: str) -> Callable[..., Any]:
    @tk.chained_action
    def guarded(next_action: Callable[..., Any], context: Context, data_dict: dict[str, Any]) -> Any:
        why = objection(name, context, data_dict)
        if DECISIONS[name].door is Door.SILENT and context.get("ignore_auth"):
            tk.check_access(name, context, data_dict)  # CKAN wants every action to ask
            return None
        if why:
            raise tk.NotAuthorized(why)
        return next_action(context, data_dict)

    return guarded


def _auth(name: str) -> Callable[..., Any]:
    @tk.chained_auth_function
    @tk.auth_sysadmins_check
    def guarded(next_auth: Callable[..., Any], context: Context, data_dict: dict[str, Any] | None) -> Any:
        why = objection(name, context, data_dict or {})
        if why:
            return {"success": False, "msg": why}
        if DECISIONS[name].door is Door.ISSUE_ONLY or _is_sysadmin(context):
            return {"success": True}
        return next_auth(context, data_dict)

    guarded.__name__ = name
    # chaining loses the mark of the original, and guests would get another answer
    if _original_allows_guests(name):
        return tk.auth_allow_anonymous_access(guarded)
    return tk.auth_disallow_anonymous_access(guarded)


def _is_sysadmin(context: Context) -> bool:
    user = context.get("auth_user_obj")
    return bool(user and getattr(user, "sysadmin", False))


def _original_allows_guests(name: str) -> bool:
    for verb, module in _core("auth"):
        function = getattr(module, name, None)
        if function is not None:
            return bool(getattr(function, "auth_allow_anonymous_access", verb == "get"))
    return False


def _exists(name: str, kind: str) -> bool:
    for prefix, plugin in PLUGIN_OF.items():
        if name.startswith(prefix):
            return p.plugin_loaded(plugin)
    return any(hasattr(module, name) for _verb, module in _core(kind))


def _core(kind: str) -> list[tuple[str, ModuleType]]:
    return [(verb, importlib.import_module(f"ckan.logic.{kind}.{verb}")) for verb in _VERBS]
