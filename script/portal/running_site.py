"""A whole site for tests: web server and job worker on the HTTP site's database, spoken to over HTTP."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from portal import site, stack
from portal.commands import environment
from portal.ini import Site
from portal.layout import ROOT, TEST
from portal.say import Problem
from portal.services import Running
from portal.testbed import http_site

TIMEOUT = 120


@dataclass
class RunningSite:
    """A site that answers."""

    here: Site
    running: Running

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""
        return self.here.url

    @classmethod
    @contextmanager
    def start(cls) -> Iterator[RunningSite]:
        """Start web server and job worker; stop them at the end.

        :raises Problem: when the services of the tests do not run
        """
        services = stack.kept(TEST)
        if services is None:
            raise Problem("The services of the tests do not run: use script/test")
        here = http_site(services)
        running = Running(TEST)
        try:
            running.start(site.web(here))
            running.start(site.worker(here))
            running.wait("web")
            yield cls(here, running)
        finally:
            running.stop_all()

    def ckan(self, *arguments: str, as_owner: bool = False) -> str:
        """Run a `ckan` command on this site, as the web role unless told otherwise; return what it printed.

        :raises Problem: when it fails, with all that it printed
        """
        result = subprocess.run(
            site.ckan(self.here, *arguments),
            cwd=ROOT,
            env=environment(self.here.as_owner if as_owner else None),
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise Problem(f"ckan {' '.join(arguments)} failed:\n{result.stdout}{result.stderr}")
        return result.stdout

    def load_demo(self) -> dict[str, dict[str, Any]]:
        """Load the agencies and the demo data unless they are there, as `script/server` does; return the accounts."""
        accounts = TEST.data / "demo-accounts.json"
        stamp = TEST.data / "demo-loaded"
        if not stamp.exists():
            self.ckan("camau", "agencies", "load")
            self.ckan("camau", "demo", "load", "--accounts", str(accounts))
            stamp.touch()
        return json.loads(accounts.read_text())

    def call(self, action: str, data: dict[str, Any] | None = None, token: str | None = None) -> dict[str, Any]:
        """Call an action over HTTP; return the answer (`success`, `result` or `error`) with its HTTP `status`."""
        headers = {"Content-Type": "application/json"} | ({"Authorization": token} if token else {})
        body = json.dumps(data or {}).encode()
        request = urllib.request.Request(f"{self.url}/api/3/action/{action}", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                return {"status": answer.status} | json.load(answer)
        except urllib.error.HTTPError as error:
            return {"status": error.code} | json.load(error)
