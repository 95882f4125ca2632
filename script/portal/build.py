"""Builds what is downloaded: the Python environment from the hashed lock, and the Solr jars through Maven."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path
from typing import Final

from portal.commands import run
from portal.layout import ROOT, Layout
from portal.say import Problem, step
from portal.stamps import digest, is_current

LOCKS: Final = (ROOT / "requirements-build.lock", ROOT / "requirements.lock")
SOLR: Final = ROOT / "deploy" / "solr"
AGAIN: Final = "Run the same command again; what is finished is kept."


def build(layout: Layout) -> None:
    """Bring environment, project and jars up to date; each is rebuilt only when its inputs changed."""
    layout.make()
    _environment(layout)
    _project(layout)
    _jars(layout)


def _environment(layout: Layout) -> None:
    stamp = layout.venv / "complete"
    value = digest(LOCKS, sys.version, str(layout.venv))
    if is_current(stamp, value):
        return
    log = layout.log / "build.log"
    pip = [layout.venv / "bin" / "pip", "install", "--disable-pip-version-check", "--require-hashes"]
    with step("Building the Python environment (.local/venv)"):
        shutil.rmtree(layout.venv, ignore_errors=True)
        run([sys.executable, "-m", "venv", layout.venv], log)
        run([*pip, "-r", LOCKS[0]], log, way_out=AGAIN)
        run([*pip, "--no-build-isolation", "-r", LOCKS[1]], log, way_out=AGAIN)
        stamp.write_text(value)


def _project(layout: Layout) -> None:
    stamp = layout.venv / "project"
    value = digest([ROOT / "pyproject.toml", ROOT / "setup.py", layout.venv / "complete"])
    if is_current(stamp, value):
        return
    pip = layout.venv / "bin" / "pip"
    with step("Installing the project into it"):
        command = [
            pip,
            "install",
            "--disable-pip-version-check",
            "--no-deps",
            "--no-build-isolation",
            "-e",
            ROOT,
        ]
        run(command, layout.log / "build.log")
        stamp.write_text(value)


def _jars(layout: Layout) -> None:
    stamp = layout.solr_lib / "complete"
    value = digest([SOLR])
    if is_current(stamp, value):
        return
    plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
    with step("Fetching Solr through Maven (.local/solr/lib)"):
        shutil.rmtree(layout.solr_lib, ignore_errors=True)
        options = ["-DincludeScope=runtime", f"-DoutputDirectory={layout.solr_lib}"]
        run(
            ["mvn", "-B", "-C", "-f", SOLR / "pom.xml", plugin, *options],
            layout.log / "build.log",
            way_out=AGAIN,
        )
        _verify(layout.solr_lib)
        stamp.write_text(value)


def _verify(folder: Path) -> None:
    lines = [line.split() for line in (SOLR / "jars.sha256").read_text().splitlines()]
    wanted = {name: value for value, name in lines}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.jar")}
    if wrong := sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)):
        raise Problem(f"Solr jars differ from deploy/solr/jars.sha256: {', '.join(wrong[:3])}. {AGAIN}")
