"""A TCP proxy on the loopback between the portal and a service: passes everything on, or misbehaves as it is told."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from typing import Final

_ANSWER: Final = (
    "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {size}\r\n\r\n"
)
_LOADING: Final = '{"error":{"msg":"SolrCore is loading","code":503}}'
_RESET: Final = struct.pack("ii", 1, 0)

#: What it can do; `slow` takes five seconds before it passes a connection on.
MODES: Final = ("slow", "reset", "broken off", "half JSON", "HTTP 500", "core loading", "refused")


class Proxy:
    """Listens on a port of its own; `mode` may change at any moment."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.mode = "pass"
        self.delay = 5.0
        self.connections = 0
        self._target = target
        self._server = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def port(self) -> int:
        return self._server.getsockname()[1]

    def close(self) -> None:
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _address = self._server.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._one, args=(client, self.mode), daemon=True).start()

    def _one(self, client: socket.socket, mode: str) -> None:
        with client, contextlib.suppress(OSError):
            if mode == "refused":
                return _reset(client)
            if mode == "slow":
                time.sleep(self.delay)
            if mode in ("reset", "half JSON", "HTTP 500", "core loading"):
                client.recv(65536)
            if mode == "reset":
                return _reset(client)
            if mode == "half JSON":
                return _say(client, "200 OK", '{"responseHeader":{"status":0},"response":{"numFo')
            if mode == "HTTP 500":
                return _say(client, "500 Server Error", "java.lang.NullPointerException")
            if mode == "core loading":
                return _say(client, "503 Service Unavailable", _LOADING)
            with socket.create_connection(self._target) as server:
                back = threading.Thread(target=_pipe, args=(server, client, 300 if mode == "broken off" else None))
                back.start()
                _pipe(client, server, None)
                back.join()
        return None


def _reset(client: socket.socket) -> None:
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)


def _say(client: socket.socket, status: str, body: str) -> None:
    client.sendall((_ANSWER.format(status=status, size=len(body)) + body).encode())


def _pipe(source: socket.socket, target: socket.socket, limit: int | None) -> None:
    """Pass on what comes; after so many bytes break off."""
    with contextlib.suppress(OSError):
        while chunk := source.recv(65536 if limit is None else limit):
            target.sendall(chunk)
            if limit is not None:
                return target.shutdown(socket.SHUT_RDWR)
        target.shutdown(socket.SHUT_WR)
    return None


@contextlib.contextmanager
def proxy(host: str, port: int) -> Iterator[Proxy]:
    """Run a proxy to a service."""
    running = Proxy((host, port))
    try:
        yield running
    finally:
        running.close()
