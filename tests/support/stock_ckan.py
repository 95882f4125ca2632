"""A second CKAN as another portal would run it: ckanext-harvest and ckanext-dcat unmodified, nothing of ours.

It has a database, a Solr core with CKAN's own schema and a numbered Redis of its own on the services of the tests, and
a web server of its own that is asked over HTTP what it has.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from portal import postgres, redis, solr
from portal.commands import environment
from portal.layout import OWNER_ROLE, ROOT, TEST
from portal.say import Problem
from portal.services import Running, Service
from portal.stack import Stack

NAME: Final = "stock_ckan"
REDIS_NUMBER: Final = 9
FOLDER: Final = TEST.data / NAME
INI: Final = FOLDER / "ckan.ini"
PLUGINS: Final = "harvest dcat dcat_rdf_harvester"
LOGGING: Final = """
[loggers]
keys = root
[handlers]
keys = console
[formatters]
keys = generic
[logger_root]
level = WARNING
handlers = console
[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = generic
[formatter_generic]
format = %(asctime)s %(levelname)s [%(name)s] %(message)s
"""


@dataclass
class StockCkan:
    """A running stock CKAN."""

    url: str
    running: Running
    token: str = ""

    @classmethod
    @contextmanager
    def start(cls, services: Stack) -> Iterator[StockCkan]:
        """Make an empty stock CKAN, start its web server, stop it at the end."""
        port = _free_port()
        here = cls(f"http://127.0.0.1:{port}", Running(TEST))
        _database(services)
        _core(services)
        _write_ini(services, here.url)
        here.ckan("db", "upgrade")
        here.ckan("db", "upgrade", "-p", "harvest")
        here.ckan("user", "add", "admin", "email=admin@stock.example", f"password={secrets.token_hex(16)}")
        here.ckan("sysadmin", "add", "admin")
        here.token = here.ckan("user", "token", "add", "-q", "admin", "tests").split()[-1]
        try:
            here.running.start(_web(port, here.url))
            here.running.wait(NAME)
            yield here
        finally:
            here.running.stop_all()

    def ckan(self, *arguments: str) -> str:
        """Run a ``ckan`` command of the stock CKAN; return what it printed.

        :raises Problem: when it fails, with all that it printed
        """
        command = [str(TEST.venv / "bin" / "ckan"), "-c", str(INI), *arguments]
        result = subprocess.run(
            command,
            cwd=FOLDER,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        if result.returncode:
            raise Problem(f"ckan {' '.join(arguments)} failed:\n{result.stdout}{result.stderr}")
        return result.stdout + result.stderr

    def add_source(self, name: str, address: str) -> str:
        """Register an address as a source of the stock RDF harvester; return the name of the source."""
        source = {"name": name, "title": name, "url": address, "source_type": "dcat_rdf", "frequency": "MANUAL"}
        self.call("harvest_source_create", source, self.token)
        return name

    def harvest(self, source: str) -> str:
        """Run gather, fetch and import of a source to their end; return what the command printed.

        :raises Problem: when a stage noted an error
        """
        # under CKAN 2.12 ckanext-harvest 1.6.3 leaves a source in the index without its type after each harvest
        self.ckan("search-index", "rebuild", source)
        printed = self.ckan("harvester", "run-test", source)
        if errors := self.errors(source):
            raise Problem(f"Harvesting {source} noted errors:\n{errors}\n{printed}")
        return printed

    def errors(self, source: str) -> str:
        """Return the errors that the last job of a source noted, ``""`` for none."""
        key = self.call("harvest_source_show", {"id": source}, self.token)["id"]
        status = self.call("harvest_source_show_status", {"id": key}, self.token)
        if not (status.get("last_job") or {}).get("stats", {}).get("errored"):
            return ""
        report = self.call("harvest_job_report", {"id": status["last_job"]["id"]}, self.token)
        return json.dumps(report, ensure_ascii=False)

    def datasets(self) -> dict[str, dict[str, Any]]:
        """Return every public dataset that is no harvest source, by the IRI that it was harvested under."""
        found = self.call("package_search", {"rows": 1000, "fq": "-dataset_type:harvest"})["results"]
        return {extra(package, "uri"): package for package in found}

    def call(self, action: str, data: dict[str, Any], token: str = "") -> Any:
        """Call an action of the stock CKAN, as a guest without a token; return its result.

        :raises Problem: when it fails, with the answer
        """
        headers = {"Content-Type": "application/json"} | ({"Authorization": token} if token else {})
        request = urllib.request.Request(f"{self.url}/api/3/action/{action}", json.dumps(data).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["result"]
        except urllib.error.HTTPError as error:
            raise Problem(f"{action} failed: {error.read().decode(errors='replace')[:2000]}") from error


def extra(package: dict[str, Any], key: str) -> str:
    """Return an extra of a harvested dataset, ``""`` when it has none."""
    return next((str(e["value"]) for e in package.get("extras", []) if e["key"] == key), "")


def _database(services: Stack) -> None:
    port, password = services.ports["postgres"], services.secrets["postgres"]
    postgres.drop_database(port, password, NAME)
    postgres.create_database(port, password, NAME)


def _core(services: Stack) -> None:
    """Give Solr an empty core with the schema that CKAN itself ships."""
    core = TEST.data / "solr" / "home" / NAME
    known = _status(services.ports["solr"])
    if not known:
        shutil.rmtree(core, ignore_errors=True)
        shutil.copytree(solr.CONFIGSET, core / "conf")
        shutil.copy(_ckan_folder() / "config" / "solr" / "schema.xml", core / "conf")
        query = f"action=CREATE&name={NAME}&instanceDir={core}"
        urllib.request.urlopen(
            f"http://127.0.0.1:{services.ports['solr']}/solr/admin/cores?{query}", timeout=60
        ).close()
    solr.clear(services.ports["solr"], NAME)


def _status(port: int) -> dict[str, Any]:
    address = f"http://127.0.0.1:{port}/solr/admin/cores?action=STATUS&core={NAME}&wt=json"
    with urllib.request.urlopen(address, timeout=60) as answer:
        return json.load(answer)["status"][NAME]


def _ckan_folder() -> Path:
    import ckan

    return Path(ckan.__file__).parent


def _write_ini(services: Stack, url: str) -> None:
    (FOLDER / "storage").mkdir(parents=True, exist_ok=True)
    settings = {
        "ckan.plugins": PLUGINS,
        "ckan.site_url": url,
        "ckan.site_id": NAME,
        "ckan.locale_default": "vi",
        "ckan.auth.create_unowned_dataset": "true",
        "ckan.storage_path": str(FOLDER / "storage"),
        "SECRET_KEY": services.secrets["SECRET_KEY"],
        "sqlalchemy.url": postgres.url(services.ports["postgres"], OWNER_ROLE, services.secrets["owner"], NAME),
        "solr_url": solr.url(services.ports["solr"], NAME),
        "ckan.redis.url": redis.url(services.ports["redis"], services.secrets["redis"], REDIS_NUMBER),
        "ckan.harvest.mq.type": "redis",
        "ckan.harvest.mq.hostname": "127.0.0.1",
        "ckan.harvest.mq.port": str(services.ports["redis"]),
        "ckan.harvest.mq.redis_db": str(REDIS_NUMBER),
        "ckan.harvest.mq.password": services.secrets["redis"],
    }
    lines = [f"{key} = {re.sub('%', '%%', value)}" for key, value in settings.items()]
    INI.touch(mode=0o600)
    INI.write_text("\n".join(("[app:main]", "use =", *lines)) + "\n" + LOGGING)


def _web(port: int, url: str) -> Service:
    command = (
        str(TEST.venv / "bin" / "gunicorn"),
        f"--bind=127.0.0.1:{port}",
        "--workers=1",
        "--threads=2",
        "--no-control-socket",
        f"--chdir={ROOT}",
        "deploy.wsgi:application",
    )
    return Service(NAME, command, lambda: _answers(url), env={"CKAN_INI": str(INI)})


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(f"{url}/api/3/action/status_show", timeout=10).close()
    except (urllib.error.URLError, OSError):
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
