"""How the portal itself is doing, for those who look after it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from ckanext.camau.logic import dictize
from ckanext.camau.logic.action import common
from ckanext.camau.outbox import run
from ckanext.camau.reconcile import figures


@tk.side_effect_free
def camau_system_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return how the portal is doing: tasks that wait or were given up, and what the last comparison found.

    For administrators, the focal point and auditors. Nothing of any content is in it.

    :returns: ``outbox`` (``pending``, ``dead``: each with ``id``, ``kind``, ``attempts``, ``error``, ``dead_at``),
        ``reconcile`` (``finished_at``, ``records``, ``found``, ``left``, ``drifting_since``, ``error``) or None
    :raises NotAuthorized: 403
    """
    tk.check_access("camau_system_show", context, data_dict)
    who = common.actor(context)
    if not (who.sysadmin or who.has("focal_point") or who.has("auditor")):
        raise tk.NotAuthorized(tk._("You hold no role for this step."))
    last = figures.newest()
    return {
        "outbox": {
            "pending": run.pending(),
            "dead": [
                {"id": task.id, "kind": task.kind, "attempts": task.attempts, "error": task.error,
                 "dead_at": dictize.iso(task.dead_at)}
                for task in run.dead()
            ],
        },
        "reconcile": last and {
            "finished_at": dictize.iso(last.finished_at), "records": last.records, "found": last.found,
            "left": last.left, "drifting_since": dictize.iso(last.drifting_since), "error": last.error,
        },
    }  # fmt: skip
