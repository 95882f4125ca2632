"""What an administrator does to accounts, agencies, jobs and settings leaves a line in the audit trail (abuse line 27).

The line goes into the session first, so that it is committed with what it tells of, or not at all. Values are never
kept, only which fields were named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import audit
from ckanext.camau.people import roles

_LONGEST: Final = 200

#: What each action is about. The patch actions call the update actions, which are here.
KINDS: Final = {
    "user_create": "account", "user_update": "account", "user_delete": "account", "user_invite": "account",
    "api_token_create": "account", "api_token_revoke": "token", "job_clear": "job", "job_cancel": "job",
    "organization_create": "agency", "organization_update": "agency", "organization_delete": "agency",
    "organization_purge": "agency", "organization_member_create": "agency", "organization_member_delete": "agency",
    "group_create": "group", "group_update": "group", "group_delete": "group", "group_purge": "group",
    "group_member_create": "group", "group_member_delete": "group", "member_create": "agency",
    "member_delete": "agency", "task_status_update": "job", "task_status_delete": "job",
}  # fmt: skip
_SUBJECT: Final = ("user", "id", "jti", "token", "name", "username", "email", "group_id")


def audited(name: str, inner: Callable[..., Any] | None) -> Callable[..., Any]:
    """Return a chained action that adds a line and then does what ``inner`` (or core) does."""

    @tk.chained_action
    def action(next_action: Callable[..., Any], context: Any, data_dict: dict[str, Any]) -> Any:
        actor = roles.actor_of(model.User.get(context.get("user") or ""))
        if actor is None or context.get("defer_commit"):
            return inner(next_action, context, data_dict) if inner else next_action(context, data_dict)
        told = (KINDS[name], _subject(data_dict), sorted(map(str, data_dict))[:30])

        def counted(inner_context: Any, inner_data: dict[str, Any]) -> Any:
            audit.add(actor, name, told[0], told[1], detail={"fields": told[2]})
            return next_action(inner_context, inner_data)

        try:
            answer = inner(counted, context, data_dict) if inner else counted(context, data_dict)
        except Exception:
            model.Session.rollback()
            raise
        model.Session.commit()
        return answer

    return action


def _subject(data: dict[str, Any]) -> str:
    return next((str(data[key])[:_LONGEST] for key in _SUBJECT if data.get(key)), "-")
