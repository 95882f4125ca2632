"""A mail relay on the loopback that keeps what it gets, or refuses with the code that a test sets."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Relay(socketserver.ThreadingTCPServer):
    """The relay: ``messages`` it accepted; ``refuse`` is the answer to RCPT instead of 250.

    ``hang_up`` names the word after which it closes the connection without an answer: ``EHLO``, ``DATA`` (once it has
    the whole text) or ``QUIT``.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.messages: list[str] = []
        self.refuse = ""
        self.hang_up = ""

    @property
    def address(self) -> str:
        """Host and port, as ``smtp.server`` wants them."""
        return f"127.0.0.1:{self.server_address[1]}"


class _Talk(socketserver.StreamRequestHandler):
    server: Relay

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 relay")
        while line := self.rfile.readline().decode().strip():
            word = line.split(":")[0].upper()
            if self.server.hang_up == word.split()[0] != "DATA":
                return
            if word == "QUIT":
                self.say("221 bye")
                return
            if word == "DATA":
                self.say("354 go on")
                self.server.messages.append(self._message())
                if self.server.hang_up == "DATA":
                    return
                self.say("250 kept")
            elif word == "RCPT TO" and self.server.refuse:
                self.say(self.server.refuse)
            else:
                self.say("250 ok")

    def _message(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        return "\n".join(lines)


@contextmanager
def relay() -> Iterator[Relay]:
    """A running relay."""
    with Relay() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
