"""What nobody does to an account through core's actions: take it over, empty an office, raise its holder."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any, Final

import sqlalchemy as sa

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.model import Delegation, Role
from ckanext.camau.people import roles
from ckanext.camau.security import credentials, mail_failures

#: Ways to a password; the empty ones of a form change nothing, an empty hash locks the account.
_SECRETS: Final = ("password", "password1", "password2")
#: Marks in a context, which no request can write, that the password is one that nobody knows.
_UNKNOWN: Final = "camau_password_unknown"
_SECRET_COLUMNS: Final = ("password_hash", "reset_key")
_NO: Final = frozenset({"", "false", "no", "n", "f", "0", "none"})


def objection(name: str, context: Any, data_dict: Mapping[str, Any]) -> str:
    """Return why the call is refused, empty when it may go on to core."""
    if name == "user_create":
        return _with_token(data_dict) or ("" if _trusted(context) else _with_password(context, data_dict))
    target = _account(data_dict.get("user" if name == "api_token_create" else "id"))
    if target is None:
        return ""
    if name == "api_token_create":
        own = _trusted(context) or _is_own(target, context)
        return credentials.token_problem(data_dict) if own else _own_only(name)
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


def _with_password(context: Any, data_dict: Mapping[str, Any]) -> str:
    if context.get(_UNKNOWN) or not any(data_dict.get(key) for key in (*_SECRETS, *_SECRET_COLUMNS)):
        return ""
    return tk._("No account was made: its holder chooses the password by a link that is mailed. Leave it out.")


def user_create(closed: Callable[..., Any]) -> Callable[..., Any]:
    """Return the chained action: an account gets a password that nobody knows, and its holder a link to his own."""

    @tk.chained_action
    def action(next_action: Callable[..., Any], context: Any, data_dict: dict[str, Any]) -> Any:
        if _trusted(context):
            return closed(next_action, context, data_dict)

        def with_password(inner_context: Any, inner_data: dict[str, Any]) -> Any:
            unknown = secrets.token_urlsafe(32)
            inner_context[_UNKNOWN] = True
            inner_data = {**inner_data, "password": unknown, "password1": unknown, "password2": unknown}
            return next_action(inner_context, inner_data)

        made = closed(with_password, context, data_dict)
        mail_failures.welcome(made["id"])
        return made

    return action


def user_update(closed: Callable[..., Any]) -> Callable[..., Any]:
    """Return the chained action: a new password or state ends what the old one proved."""

    @tk.chained_action
    def action(next_action: Callable[..., Any], context: Any, data_dict: dict[str, Any]) -> Any:
        target = _account(data_dict.get("id"))
        before = (target.password, target.state) if target else None
        answer = closed(next_action, context, data_dict)
        if target:
            credentials.after_change(context, before, target.id)
        return answer

    return action


def user_show(hiding: Callable[..., Any]) -> Callable[..., Any]:
    """Return the chained action: a password's hash is shown to nobody, lest it be tried elsewhere."""

    @tk.chained_action
    @tk.side_effect_free
    def action(next_action: Callable[..., Any], context: Any, data_dict: dict[str, Any]) -> Any:
        if not context.get("ignore_auth"):
            data_dict = {key: value for key, value in data_dict.items() if key != "include_password_hash"}
        return hiding(next_action, context, data_dict)

    return action


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
