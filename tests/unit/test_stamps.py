"""A step is done when its stamp holds the hash of its inputs."""

from __future__ import annotations

from pathlib import Path

from portal.stamps import digest, is_current


def test_any_change_of_a_file_changes_the_hash(tmp_path: Path):
    (tmp_path / "a").write_text("1")
    first = digest([tmp_path])
    (tmp_path / "a").write_text("2")
    second = digest([tmp_path])
    (tmp_path / "b").write_text("")
    assert len({first, second, digest([tmp_path]), digest([tmp_path], "word")}) == 4


def test_a_step_without_stamp_is_not_done(tmp_path: Path):
    stamp = tmp_path / "stamp"
    assert not is_current(stamp, "x")
    stamp.write_text("x")
    assert is_current(stamp, "x")
    assert not is_current(stamp, "y")
