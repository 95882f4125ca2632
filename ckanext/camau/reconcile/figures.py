"""What the runs of the reconciler left behind, for health checks and metrics."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue import audit
from ckanext.camau.model import ReconcileRun
from ckanext.camau.model.base import now
from ckanext.camau.workflow.permission import Actor

#: In whose name the portal itself acts.
RECONCILER: Final = Actor("reconciler", "reconciler")
_KEPT: Final = timedelta(days=30)


def newest() -> ReconcileRun | None:
    """Return the newest run."""
    return model.Session.query(ReconcileRun).order_by(ReconcileRun.id.desc()).first()


def newest_whole() -> ReconcileRun | None:
    """Return the newest run that could compare."""
    query = model.Session.query(ReconcileRun).filter(ReconcileRun.error.is_(None))
    return query.order_by(ReconcileRun.id.desc()).first()


def keep(
    started: datetime, records: int, found: Mapping[str, int], left: Mapping[str, int], error: str | None = None
) -> ReconcileRun:
    """Store a run, tell in the audit trail what it repaired, forget the runs of long ago. Commits.

    :param found: how many records differed, by kind; ``left``: how many still do
    """
    before = newest()
    since = (before.drifting_since if before else None) or now()
    run = ReconcileRun(
        started_at=started, records=records, found=dict(found), left=dict(left), error=error,
        drifting_since=since if left else None,
    )  # fmt: skip
    model.Session.add(run)
    repaired = {kind: number - left.get(kind, 0) for kind, number in found.items() if number > left.get(kind, 0)}
    if repaired:
        audit.add(RECONCILER, "reconcile", "index", "index", detail={"repaired": repaired, "left": dict(left)})
    model.Session.execute(sa.delete(ReconcileRun).where(ReconcileRun.finished_at < now() - _KEPT))
    model.Session.commit()
    return run
