"""What must work for the portal to be ready; each check says what it found, and raises when it is not well."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

import requests
import sqlalchemy as sa
from redis import Redis

import ckan.plugins.toolkit as tk

from ckanext.camau import config
from ckanext.camau.model.base import engine, now

#: Drift that is younger is being repaired (P4), and so long may a run be late.
_DRIFT_AGE: Final = timedelta(minutes=5)
_RUN_AGE: Final = timedelta(minutes=11)
_SECONDS: Final = 2.0


class NotWell(Exception):
    """A check failed; the message holds figures, no address and no secret."""


def postgres() -> str:
    """Ask the database for one row of the ledger's tables."""
    with engine().connect() as connection:
        connection.execute(sa.text("SELECT 1 FROM camau_event LIMIT 1"))
    return "answers"


def solr() -> str:
    """Ask the index a real query: a ping is answered by a core that cannot search."""
    url = str(tk.config["solr_url"]).rstrip("/")
    user, password = tk.config.get("solr_user"), tk.config.get("solr_password")
    asked = {"q": "entity_type:package", "rows": "0", "wt": "json"}
    auth = (user, password) if user and password else None
    answer = requests.get(f"{url}/select", asked, timeout=_SECONDS, auth=auth)
    if not answer.ok:
        raise NotWell(f"HTTP {answer.status_code}")
    return f"{int(answer.json()['response']['numFound'])} documents"


def redis() -> str:
    """Ask Redis for an answer."""
    limits = {"socket_timeout": _SECONDS, "socket_connect_timeout": _SECONDS}
    with Redis.from_url(tk.config["ckan.redis.url"], **limits) as connection:
        connection.ping()
    return "answers"


def disk() -> str:
    """Look how much of the storage disk is free."""
    folder = config.storage_path()
    usage = shutil.disk_usage(folder)
    free = 100 * usage.free / usage.total
    if free < config.least_free_disk():
        raise NotWell(f"{free:.0f} % free")
    return f"{free:.0f} % free"


def outbox() -> str:
    """Look how long the oldest task waits, and whether tasks were given up: that is told, not a reason to stop."""
    query = sa.text(
        "SELECT min(created) FILTER (WHERE dead_at IS NULL), count(*) FILTER (WHERE dead_at IS NULL), "
        "count(*) FILTER (WHERE dead_at IS NOT NULL) FROM camau_outbox WHERE done_at IS NULL"
    )
    with engine().connect() as connection:
        oldest, waiting, dead = connection.execute(query).one()
    seconds = (now() - oldest).total_seconds() if oldest else 0
    found = f"{waiting} waiting, oldest {seconds:.0f} s, {dead} given up"
    if seconds > config.oldest_task():
        raise NotWell(found)
    return found


def drift() -> str:
    """Look when ledger and index were last compared, and since when they differ."""
    query = sa.text(
        'SELECT finished_at, drifting_since, "left", error FROM camau_reconcile_run ORDER BY id DESC LIMIT 1'
    )
    with engine().connect() as connection:
        run = connection.execute(query).first()
    if run is None:
        raise NotWell("never compared")
    found = f"compared {_ago(run.finished_at)} ago, {sum(run.left.values())} differ"
    late = now() - run.finished_at > _RUN_AGE
    old = run.drifting_since is not None and now() - run.drifting_since > _DRIFT_AGE
    if late or old or run.error:
        raise NotWell(f"{found}{', the last comparison failed' if run.error else ''}")
    return found


def _ago(moment: datetime) -> str:
    return f"{(now() - moment).total_seconds():.0f} s"


CHECKS: Final[Mapping[str, Callable[[], str]]] = {
    "postgres": postgres,
    "solr": solr,
    "redis": redis,
    "disk": disk,
    "outbox": outbox,
    "drift": drift,
}
