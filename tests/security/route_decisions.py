"""What becomes of every route that CKAN and the enabled plugins register: one decision each, as data.

A line is an endpoint of core or of a plugin around it with its methods. Ours are decided by blueprint: their GET pages
show what their actions show, their POST forms carry a token and call actions (``test_csrf`` posts to each of them).
"""

from __future__ import annotations

from typing import Final

#: Our own route stands at the same address and wins for every type of record.
SHADOWED: Final = "shadowed"
#: Refused to everybody, administrators too: 400, 403, 404 or 405, or a redirect to one of our pages.
CLOSED: Final = "closed"
#: Calls actions that DECISIONS guards or chains; the route adds nothing.
ACTIONS: Final = "actions"
#: Shows nothing of records.
LEAVE: Final = "leave"
#: For administrators of the site; calls actions that are guarded or audited.
ADMIN: Final = "admin"

_TYPES: Final = ("dataset", "database", "data_service", "usage_rule")


def _all(decision: str, blueprint: str, views: str) -> dict[str, str]:
    return {f"{blueprint}.{view}": decision for view in views.split()}


ROUTES: Final[dict[str, str]] = {}

#: Blueprints of ours; a new one is added here when somebody has looked at its routes.
OURS: Final = frozenset()
