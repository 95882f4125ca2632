"""Stamps: a step is done when its stamp holds the hash of what it was made from. What is half-built has none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(paths: Iterable[Path], *words: str) -> str:
    """Return one hash over files, the files of folders, and words."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in sorted(_files(paths)):
        total.update(str(path).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Say whether the step was finished with exactly these inputs."""
    return stamp.exists() and stamp.read_text() == value


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from (p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
        elif path.exists():
            yield path


def write_whole(file: Path, text: str) -> None:
    """Write a file so that nobody ever reads half of it."""
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_text(text)
    fresh.replace(file)
