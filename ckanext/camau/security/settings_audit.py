"""A change of a setting at runtime leaves a line in the audit trail: it changes what everybody sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import audit
from ckanext.camau.people import roles

_LONGEST: Final = 500


@tk.chained_action
def config_option_update(next_action: Callable[..., Any], context: Any, data_dict: dict[str, Any]) -> Any:
    """Change settings; the line of the audit trail is committed with the first of them."""
    tk.check_access("config_option_update", context, data_dict)
    actor = roles.actor_of(model.User.get(context.get("user") or ""))
    if actor:
        changed = {key: str(value)[:_LONGEST] for key, value in data_dict.items()}
        audit.add(actor, "config_option_update", "setting", ",".join(sorted(changed))[:_LONGEST], detail=changed)
    try:
        answer = next_action(context, data_dict)
    except Exception:
        model.Session.rollback()
        raise
    model.Session.commit()
    return answer
