"""A private Solr: the jars of `.local/solr/lib`, one core for each database, the configset of the extension."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
from typing import Final

from portal.layout import ROOT, Layout
from portal.services import Service
from portal.stamps import digest, is_current

CONFIGSET: Final = ROOT / "ckanext" / "camau" / "search" / "solr" / "conf"
DEPLOY: Final = ROOT / "deploy" / "solr"


def prepare(layout: Layout) -> bool:
    """Write the home of Solr; say whether the cores are new or were emptied because their configset changed."""
    home = layout.data / "solr" / "home"
    value = digest([CONFIGSET])
    (home / "log").mkdir(parents=True, exist_ok=True)
    shutil.copy(DEPLOY / "solr.xml", home)
    changed = False
    for name in layout.databases:
        core = home / name
        if not is_current(core / "configset", value):
            shutil.rmtree(core, ignore_errors=True)
            shutil.copytree(CONFIGSET, core / "conf")
            (core / "core.properties").write_text(f"name={name}\n")
            (core / "configset").write_text(value)
            changed = True
    return changed


def service(layout: Layout, port: int) -> Service:
    """Return the Solr server; a core answers its ping only once it is loaded."""
    home = layout.data / "solr" / "home"
    command = (
        "java",
        "-Xms128m",
        "-Xmx512m",
        f"-Dsolr.log.dir={home / 'log'}",
        f"-Dlog4j2.configurationFile={DEPLOY / 'log4j2.xml'}",
        "-cp",
        f"{layout.solr_lib}/*",
        str(DEPLOY / "SolrServer.java"),
        str(home),
        str(port),
    )
    return Service("solr", command, lambda: all(_answers(url(port, name)) for name in layout.databases))


def url(port: int, core: str) -> str:
    """Return the address of a core."""
    return f"http://127.0.0.1:{port}/solr/{core}"


def clear(port: int, core: str) -> None:
    """Remove every document of a core."""
    body = b"<delete><query>*:*</query></delete>"
    headers = {"Content-Type": "text/xml"}
    request = urllib.request.Request(f"{url(port, core)}/update?commit=true", body, headers)
    urllib.request.urlopen(request, timeout=10).close()


def _answers(core: str) -> bool:
    try:
        urllib.request.urlopen(f"{core}/admin/ping", timeout=5).close()
    except (urllib.error.URLError, OSError):
        return False
    return True
