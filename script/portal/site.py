"""CKAN itself: its tables, its web workers and its job worker."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Final

from portal.commands import run
from portal.ini import Site
from portal.layout import ROOT
from portal.services import Service
from portal.stamps import digest, is_current

WORKERS: Final = 2
THREADS: Final = 4
EXTENSION: Final = ROOT / "ckanext" / "camau"
#: The tables are made from these; when none changed, a start need not look at them.
TABLES_FROM: Final = (
    ROOT / "requirements.lock",
    ROOT / "deploy" / "portal.ini",
    EXTENSION / "migration",
    EXTENSION / "model",
    EXTENSION / "cli",
    EXTENSION / "legal",
)
ACCESS_LOG: Final = "access %(s)s %(M)s %(m)s %(U)s?%(q)s"


def ckan(site: Site, *arguments: str) -> list[str]:
    """Return the `ckan` command for this site."""
    return [str(site.layout.venv / "bin" / "ckan"), "-c", str(site.ini), *arguments]


def migrate(site: Site, log: Path) -> None:
    """Bring the tables up to date and give the web role its rights, both as the owner."""
    run(ckan(site, "db", "upgrade"), log, env=site.as_owner)
    run(ckan(site, "camau", "setup"), log, env=site.as_owner)


def migrated(site: Site) -> tuple[Path, str, bool]:
    """Return the stamp of the tables, its value, and whether they are up to date."""
    stamp = site.layout.data / "migrated"
    value = digest(TABLES_FROM)
    return stamp, value, is_current(stamp, value)


def web(site: Site) -> Service:
    """Return the web server: two workers, each with a few threads, so that one slow reader blocks nobody."""
    command = (
        str(site.layout.venv / "bin" / "gunicorn"),
        f"--bind=127.0.0.1:{site.ports['web']}",
        f"--workers={WORKERS}",
        f"--threads={THREADS}",
        "--timeout=120",
        "--no-control-socket",
        "--access-logfile=-",
        f"--access-logformat={ACCESS_LOG}",
        f"--chdir={ROOT}",
        "deploy.wsgi:application",
    )
    return Service("web", command, lambda: _answers(site.url), env={"CKAN_INI": str(site.ini)})


def worker(site: Site) -> Service:
    """Return the job worker, which drains the outbox."""
    job = ("camau", "worker") if (EXTENSION / "cli" / "worker.py").exists() else ("jobs", "worker")
    return Service("worker", tuple(ckan(site, *job)), lambda: True)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/api/3/action/status_show", timeout=10) as answer:
            return bool(json.load(answer)["success"])
    except (urllib.error.URLError, OSError, ValueError):
        return False
