"""`/health/live`, `/health/ready`, `/metrics`: for machines, in English, without session and without database user."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError

from ckanext.camau import config
from ckanext.camau.health import first, metrics, ready, who

blueprint = Blueprint(first.BLUEPRINT, __name__)


@blueprint.route("/health/live")
def live() -> Response:
    """Say that this process answers; nothing else is asked."""
    return _never_stored(jsonify(status="ok"))


@blueprint.route("/health/ready")
def is_ready() -> Response:
    """Say whether the portal can do its work: 200 or 503; what each check found is for monitors only."""
    found = ready.PROBER.run()
    well = all(outcome.ok for outcome in found.values())
    said: dict[str, object] = {"status": "ok" if well else "fail"}
    if _is_monitor():
        said["checks"] = {
            name: {"status": "ok" if outcome.ok else "fail", "found": outcome.said} for name, outcome in found.items()
        }
    answer = jsonify(said)
    answer.status_code = 200 if well else 503
    return _never_stored(answer)


@blueprint.route("/metrics")
def figures() -> Response:
    """Give the metrics to monitors; for everybody else there is no such page."""
    if not _is_monitor():
        abort(404)
    try:
        return _never_stored(Response(metrics.text(), content_type=CONTENT_TYPE_LATEST))
    except SQLAlchemyError:
        return _never_stored(Response("", 503))


def _is_monitor() -> bool:
    return who.is_monitor(request.environ, config.monitors())


def _never_stored(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    # CKAN would call the answer public otherwise
    request.environ["__no_cache__"] = True
    return answer
