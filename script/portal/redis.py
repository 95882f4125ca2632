"""A private Redis: on the loopback, with a password, keeping what it was told."""

from __future__ import annotations

import socket

from portal.layout import Layout
from portal.services import Service


def service(layout: Layout, port: int, password: str) -> Service:
    """Return the Redis server; its configuration file holds the password, so that no process list shows it."""
    folder = layout.data / "redis"
    folder.mkdir(exist_ok=True)
    file = folder / "redis.conf"
    file.touch(mode=0o600)
    lines = [
        "bind 127.0.0.1",
        f"port {port}",
        f"dir {folder}",
        f"requirepass {password}",
        "daemonize no",
        # Queued work survives a restart; tests need no disk.
        f"appendonly {'yes' if layout.durable else 'no'}",
        *([] if layout.durable else ['save ""']),
    ]
    file.write_text("\n".join(lines) + "\n")
    return Service("redis", ("redis-server", str(file)), lambda: _pings(port, password))


def url(port: int, password: str, number: int = 0) -> str:
    """Return the address of one numbered database."""
    return f"redis://:{password}@127.0.0.1:{port}/{number}"


def clear(port: int, password: str) -> None:
    """Remove every key of every numbered database."""
    _ask(port, password, "FLUSHALL")


def _pings(port: int, password: str) -> bool:
    try:
        return _ask(port, password, "PING") == b"+PONG"
    except OSError:
        return False


def _ask(port: int, password: str, command: str) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection, connection.makefile("rb") as answer:
        connection.sendall(f"AUTH {password}\r\n{command}\r\n".encode())
        answer.readline()
        return answer.readline().strip()
