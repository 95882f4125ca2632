"""Reads what the services append to their log files."""

from __future__ import annotations

from pathlib import Path


class Follower:
    """Gives the lines that were added to one log file since it was opened."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.position = file.stat().st_size if file.exists() else 0
        self.rest = b""

    def lines(self) -> list[str]:
        """Return the whole lines that are new."""
        if not self.file.exists():
            return []
        if self.file.stat().st_size < self.position:
            self.position = 0
        with self.file.open("rb") as file:
            file.seek(self.position)
            data = self.rest + file.read()
            self.position = file.tell()
        *lines, self.rest = data.split(b"\n")
        return [line.decode(errors="replace") for line in lines]
