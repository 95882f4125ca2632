"""What waits for the caller."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from ckanext.camau.inbox import tasks
from ckanext.camau.logic.action import common
from ckanext.camau.logic.schema import inbox as schema

MOST: Final = 1000


@tk.side_effect_free
def camau_task_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return what waits for the caller: working copies, submissions, draft editions, roles to confirm, focal officers.

    :param kind: ``working_copy``, ``submission``, ``edition``, ``role``, ``focal_officer``, ``correction`` or
        ``agency``; ``type``: of the record or edition; ``state``; ``agency``: id of an agency; ``overdue``: only what
        is overdue; ``claimed``: only what the caller has claimed
    :param limit: at most 1000 (500); ``offset``: from there on
    :returns: ``count`` (with these filters), ``overdue`` (how many of them), ``agencies`` (name by id, of all that
        waits) and ``tasks``, by due date: each with
        ``kind``, ``id``, ``record_id``, ``type``, ``title``, ``agency``, ``state``, ``since``, ``allowed``, ``next``
        (what to do, in words), ``due_on``, ``days_left`` (working days, negative when overdue), ``due_state``
        (``ok``, ``soon``, ``overdue``), ``due_text``, ``claimed_by``, ``claimed_by_name``, ``submission_id``, ``count``
    :raises NotAuthorized: 403, a guest
    """
    tk.check_access("camau_task_list", context, data_dict)
    data = common.validated(data_dict, schema.task_list(), context)
    who = common.actor(context)
    waiting = tasks.of(who)
    found = [task for task in waiting if _fits(task, data, who.user_id)]
    first = data.get("offset") or 0
    limit = data["limit"] if data.get("limit") is not None else MOST // 2
    return {
        "count": len(found),
        "overdue": sum(task["due_state"] == "overdue" for task in found),
        "agencies": {task["owner_org"]: task["agency"] for task in waiting if task["owner_org"]},
        "tasks": found[first : first + min(limit, MOST)],
    }


def _fits(task: Mapping[str, Any], data: Mapping[str, Any], user_id: str) -> bool:
    plain = {"kind": task["kind"], "type": task["type"], "state": task["state"], "agency": task["owner_org"]}
    return (
        all(data.get(key) in (None, "", value) for key, value in plain.items())
        and (not data.get("overdue") or task["due_state"] == "overdue")
        and (not data.get("claimed") or task["claimed_by"] == user_id)
    )
