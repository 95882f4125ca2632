"""What nobody does to an account through core's actions: take it over, empty an office, raise its holder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.model import Delegation, Role
from ckanext.camau.people import roles

#: Ways to a password; the empty ones of a form change nothing, an empty hash locks the account.
_SECRETS: Final = ("password", "password1", "password2")
_SECRET_COLUMNS: Final = ("password_hash", "reset_key")
_NO: Final = frozenset({"", "false", "no", "n", "f", "0", "none"})


def objection(name: str, context: Any, data_dict: Mapping[str, Any]) -> str:
    """Return why the call is refused, empty when it may go on to core."""
    if name == "user_create":
        return _with_token(data_dict)
    target = _account(data_dict.get("user" if name == "api_token_create" else "id"))
    if target is None:
        return ""
    if name == "api_token_create":
        return "" if _trusted(context) or _is_own(target, context) else _own_only(name)
    if not (_trusted(context) or _is_own(target, context)) and _takes_over(target, data_dict):
        return _own_only(name)
    if _switches_off(target, data_dict) or _raises(target, data_dict):
        message = tk._("This account holds a role; nothing was changed. End its roles first: {instead}.")
        return message.format(instead="camau_role_revoke")
    return ""


def _with_token(data_dict: Mapping[str, Any]) -> str:
    if not _yes(data_dict.get("with_apitoken")):
        return ""
    return tk._("No account was made: its holder makes the API token, nobody else. Leave with_apitoken out.")


def _own_only(name: str) -> str:
    return tk._(
        "{action}: only the holder of an account sets its password, e-mail and API tokens; nothing was changed."
    ).format(action=name)


def _account(reference: object) -> model.User | None:
    return model.User.get(reference) if reference and isinstance(reference, str) else None


def _trusted(context: Any) -> bool:
    """Tell whether our own code, or core with a link that was mailed, does it."""
    return bool(context.get("ignore_auth") or context.get("reset_password"))


def _is_own(target: model.User, context: Any) -> bool:
    return context.get("user") in (target.name, target.id)


def _takes_over(target: model.User, data_dict: Mapping[str, Any]) -> bool:
    secrets = any(data_dict.get(key) for key in _SECRETS) or any(
        data_dict.get(key) is not None for key in _SECRET_COLUMNS
    )
    email = data_dict.get("email")
    return secrets or (email is not None and email != target.email and _of_consequence(target))


def _of_consequence(target: model.User) -> bool:
    """Tell whether an account administers, or holds or ever held a role: a link to its password goes by e-mail."""
    held = sa.or_(sa.exists().where(Role.user_id == target.id), sa.exists().where(Delegation.to_user == target.id))
    return bool(target.sysadmin or model.Session.scalar(sa.select(held)))


def _switches_off(target: model.User, data_dict: Mapping[str, Any]) -> bool:
    state = data_dict.get("state")
    return state is not None and state != target.state and bool(roles.roles_of(target.id))


def _raises(target: model.User, data_dict: Mapping[str, Any]) -> bool:
    """An administrator holds no role: nobody who holds or is granted one becomes one."""
    if target.sysadmin or not _yes(data_dict.get("sysadmin")):
        return False
    waiting = sa.exists().where(Role.user_id == target.id, Role.revoked_at.is_(None), Role.confirmed_at.is_(None))
    return bool(roles.roles_of(target.id) or model.Session.scalar(sa.select(waiting)))


def _yes(value: object) -> bool:
    return str(value or "").strip().lower() not in _NO
