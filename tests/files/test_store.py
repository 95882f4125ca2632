"""The store: an address is a hash, and a broken upload leaves nothing."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import threading

import pytest

from ckanext.camau.files import store


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "root", lambda: tmp_path)
    return tmp_path


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


class Broken(io.BytesIO):
    """A client that goes away after the first chunk."""

    def read(self, size=-1):
        if self.tell():
            raise ConnectionResetError
        return super().read(3)


def test_bytes_come_back_under_their_hash():
    stored = store.put(io.BytesIO(b"a,b\n1,2\n"))
    assert stored == (hashlib.sha256(b"a,b\n1,2\n").hexdigest(), 8)
    assert store.exists(stored.sha256)
    assert store.open_stored(stored.sha256).read() == b"a,b\n1,2\n"


def test_same_bytes_are_one_file(folder):
    first = store.put(io.BytesIO(b"same"))
    assert store.put(io.BytesIO(b"same")) == first
    assert len(files_in(folder)) == 1


@pytest.mark.parametrize(
    ("stream", "limit", "error"),
    [
        (io.BytesIO(b"12345"), 4, store.TooLargeError),
        (io.BytesIO(b""), None, store.EmptyError),
        (Broken(b"123456"), None, ConnectionResetError),
    ],
)
def test_nothing_is_left_of_a_refused_upload(folder, stream, limit, error):
    with pytest.raises(error):
        store.put(stream, limit)
    assert files_in(folder) == []


def test_full_disk_is_told_apart_and_leaves_nothing(folder, monkeypatch):
    def full(_fd):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(store.FullError):
        store.put(io.BytesIO(b"data"))
    assert files_in(folder) == []


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 64, "g" * 64, "a" * 63])
def test_only_a_hash_is_an_address(name):
    assert not store.exists(name)
    with pytest.raises(ValueError, match="sha-256"):
        store.path_of(name)


def test_parallel_uploads_of_the_same_bytes_agree(folder):
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(store.put(io.BytesIO(b"x" * 5_000_000)))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(results)) == 1
    assert len(results) == 8
    assert len(files_in(folder)) == 1


def test_sweep_removes_only_old_leftovers(folder):
    incoming = folder / "incoming"
    incoming.mkdir()
    old, new = incoming / "old", incoming / "new"
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (0, 0))
    assert store.sweep() == 1
    assert files_in(folder) == [new]
