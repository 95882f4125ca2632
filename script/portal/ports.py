"""Ports on the loopback interface: chosen once, remembered, changed when somebody else took one."""

from __future__ import annotations

import json
import socket
from typing import Final

from portal.layout import Layout
from portal.say import Problem

DEFAULT_WEB_PORT: Final = 5000
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


def answers(port: int) -> bool:
    """Say whether somebody listens on this port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def choose(layout: Layout, web_port: int | None = None) -> dict[str, int]:
    """Return the port of each service and of the site itself.

    :raises Problem: when the site's port is taken: that one is never changed silently, since addresses contain it
    """
    file = layout.data / "ports.json"
    ports: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}
    for service in SERVICES:
        if not is_free(ports.get(service, 0)) or service not in ports:
            ports[service] = _free_port()
    ports["web"] = web_port or ports.get("web") or (DEFAULT_WEB_PORT if layout.durable else _free_port())
    if not is_free(ports["web"]):
        if layout.durable:
            other = ports["web"] + 1
            raise Problem(f"Port {ports['web']} is taken by another program. Try: script/server --port {other}")
        ports["web"] = _free_port()
    file.write_text(json.dumps(ports))
    return ports


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
