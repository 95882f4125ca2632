"""The content-addressed store: a file's address is the sha-256 of its bytes, and no address ever changes.

Not CKAN's file-keeper: its file system adapter writes in place and without fsync, and its actions could
remove or replace what was issued. A file here is complete or absent, whatever dies in between:
``incoming/<uuid>`` is written, forced to disk, hashed on the way and renamed to ``ab/cd/<sha256>``.
Several machines share it as one mounted volume.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, NamedTuple

from ckanext.camau import config

_CHUNK: Final = 1 << 20
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_INCOMING: Final = "incoming"


class Stored(NamedTuple):
    """What the store knows of a file."""

    sha256: str
    size: int


class StoreError(Exception):
    """A file was not stored; nothing of it is left."""


class TooLargeError(StoreError):
    """The file has more bytes than ``ckan.max_resource_size`` allows."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class EmptyError(StoreError):
    """The file has no bytes."""


class FullError(StoreError):
    """The disk has no room."""


def put(stream: IO[bytes], limit: int | None = None) -> Stored:
    """Store a stream from where it stands and return its address; the same bytes twice are one file.

    :param limit: most bytes to take, or None for no limit
    :raises StoreError: too large, empty, no room; the store is as before
    """
    arriving = root() / _INCOMING / uuid.uuid4().hex
    arriving.parent.mkdir(parents=True, exist_ok=True)
    try:
        stored = _write(stream, arriving, limit)
        _move(arriving, path_of(stored.sha256))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise FullError from error
        raise
    finally:
        arriving.unlink(missing_ok=True)
    return stored


def path_of(sha256: str) -> Path:
    """Return where the bytes of this hash are or would be.

    :raises ValueError: not the lower-case hex form of a sha-256, so that no path can be smuggled in
    """
    if not _SHA256.fullmatch(sha256):
        msg = "not a sha-256"
        raise ValueError(msg)
    return root() / sha256[:2] / sha256[2:4] / sha256


def exists(sha256: str) -> bool:
    """Tell whether the bytes of this hash are here; False for anything that is no hash."""
    return _SHA256.fullmatch(sha256) is not None and path_of(sha256).is_file()


def open_stored(sha256: str) -> IO[bytes]:
    """Open the bytes of this hash for reading.

    :raises FileNotFoundError: they are not here
    """
    return path_of(sha256).open("rb")


def remove(sha256: str) -> None:
    """Remove the bytes of this hash; only erasing what was taken down may ask for it."""
    path_of(sha256).unlink(missing_ok=True)


def sweep(older_than: float = 86_400) -> int:
    """Remove what broken uploads left in ``incoming`` more than so many seconds ago; return how many."""
    limit = time.time() - older_than
    gone = 0
    for left in (root() / _INCOMING).glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if left.stat().st_mtime < limit:
                left.unlink()
                gone += 1
    return gone


def root() -> Path:
    """Return the folder of the store: apart from ``storage/``, which CKAN serves to everybody."""
    return Path(config.storage_path()) / "camau-files"


def _write(stream: IO[bytes], target: Path, limit: int | None) -> Stored:
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as out:
        for chunk in _chunks(stream):
            size += len(chunk)
            if limit is not None and size > limit:
                raise TooLargeError(limit)
            digest.update(chunk)
            out.write(chunk)
        if not size:
            raise EmptyError
        out.flush()
        os.fsync(out.fileno())
    return Stored(digest.hexdigest(), size)


def _move(source: Path, target: Path) -> None:
    """Give the bytes their address; a rename within one file system is all or nothing."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    source.chmod(0o440)
    source.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk
