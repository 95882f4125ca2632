"""Ports on the loopback interface: chosen once, remembered, changed when somebody else took one."""

from __future__ import annotations

import json
import socket
from typing import Final

from portal.layout import Layout
from portal.say import Problem
from portal.stamps import write_whole

DEFAULT_WEB_PORT: Final = 5000
LAST: Final = 65535
SERVICES: Final = ("postgres", "redis", "solr")


def is_free(port: int) -> bool:
    """Say whether a program could listen on this port of the loopback interface."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose(layout: Layout, web_port: int | None = None) -> dict[str, int]:
    """Return the port of each service and of the site itself; remember them.

    :raises Problem: when the site's port is taken: that one is never changed silently, since addresses contain it
    """
    ports = _remembered(layout)
    for service in SERVICES:
        if service not in ports or not is_free(ports[service]):
            ports[service] = _free_port()
    ports["web"] = check_web(layout, web_port) if layout.durable else _free_port()
    write_whole(layout.data / "ports.json", json.dumps(ports))
    return ports


def check_web(layout: Layout, web_port: int | None = None) -> int:
    """Return the port of the site: the wanted one, else the remembered one, else the usual one.

    :raises Problem: when it is taken
    """
    port = web_port or _remembered(layout).get("web", DEFAULT_WEB_PORT)
    if not is_free(port):
        other = port + 1 if port < LAST else DEFAULT_WEB_PORT
        raise Problem(f"Port {port} is taken by another program. Try: script/server --port {other}")
    return port


def _remembered(layout: Layout) -> dict[str, int]:
    file = layout.data / "ports.json"
    return json.loads(file.read_text()) if file.exists() else {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
