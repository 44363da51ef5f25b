"""Files and folders are replaced as a whole or not at all."""

import errno
import fcntl
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pytest

from agent.storage.atomic import (
    locked,
    publish_folder,
    replacing,
    sweep_unfinished,
    write_file,
)
from agent.storage.errors import StorageError, explained
from agent.storage.scratch import Scratch, sweep
from tests.agent.storage.conftest import small_disk


def listed(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_file_is_replaced_and_nothing_is_left_beside(tmp_path: Path) -> None:
    write_file(tmp_path / "deep" / "file", b"old and longer")
    write_file(tmp_path / "deep" / "file", b"new")
    assert (tmp_path / "deep" / "file").read_bytes() == b"new"
    assert listed(tmp_path / "deep") == ["file"]


def test_a_write_that_fails_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    write_file(tmp_path / "file", b"old")
    with small_disk(1000), pytest.raises(OSError, match="File too large"):
        write_file(tmp_path / "file", b"x" * 5000)
    assert (tmp_path / "file").read_bytes() == b"old"
    assert listed(tmp_path) == ["file"]


def test_a_block_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    write_file(tmp_path / "file", b"old")
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "file") as file:
        file.write(b"%d" % (1 // 0))
    assert listed(tmp_path) == ["file"]


def test_what_cannot_take_its_place_is_not_left_beside(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        write_file(tmp_path / "folder", b"somebody's words")
    assert listed(tmp_path) == ["folder"]


def test_what_a_crash_left_beside_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / ".file.new").write_bytes(b"left by a crash, and longer than the new one")
    write_file(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert listed(tmp_path) == ["file"]


def test_many_writers_of_one_file_each_write_it_whole(tmp_path: Path) -> None:
    contents = [bytes([n]) * 10_000 * (n + 1) for n in range(8)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda content: write_file(tmp_path / "file", content), contents * 5))
    assert (tmp_path / "file").read_bytes() in contents
    assert listed(tmp_path) == ["file"]


def test_the_lock_of_a_folder_is_held_by_one_thread_at_a_time(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")

    def count(_: int) -> None:
        with locked(tmp_path):
            counter.write_text(str(int(counter.read_text()) + 1))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(count, range(200)))
    assert counter.read_text() == "200"


def test_a_folder_is_published_only_to_a_free_name(tmp_path: Path) -> None:
    write_file(tmp_path / "taken" / "file", b"old")
    write_file(tmp_path / "temp" / "sub" / "file", b"new")
    with pytest.raises(OSError, match="not empty"):
        publish_folder(tmp_path / "temp", tmp_path / "taken")
    publish_folder(tmp_path / "temp", tmp_path / "free")
    assert (tmp_path / "taken" / "file").read_bytes() == b"old"
    assert (tmp_path / "free" / "sub" / "file").read_bytes() == b"new"


def test_what_is_published_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_file(tmp_path / "temp" / "sub" / "file", b"new")
    flushed: list[str] = []
    sync = os.fsync

    def remembered(handle: int) -> None:
        flushed.append(str(Path(f"/proc/self/fd/{handle}").readlink().relative_to(tmp_path)))
        sync(handle)

    monkeypatch.setattr(os, "fsync", remembered)
    publish_folder(tmp_path / "temp", tmp_path / "final")
    write_file(tmp_path / "file", b"new")
    assert flushed == ["temp", "temp/sub/file", "temp/sub", ".", ".file.new", "."]


def test_a_sweep_takes_what_nobody_holds(tmp_path: Path) -> None:
    write_file(tmp_path / ".new-dead" / "half", b"half")
    with Scratch(tmp_path) as scratch:
        assert sweep(tmp_path) == 1
        assert listed(tmp_path) == [scratch.path.name]
    assert listed(tmp_path) == []
    assert sweep(tmp_path / "missing") == 0


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "the disk is full; free some space and try again."),
        (errno.EROFS, "the disk is read-only; remount it or choose another folder with --home."),
        (errno.EACCES, "I'm missing permission to do so; check who owns the folder."),
        (errno.EXDEV, "Invalid cross-device link."),
    ],
)
def test_the_system_refusing_is_one_sentence(number: int, sentence: str) -> None:
    with (
        pytest.raises(StorageError) as refused,
        explained("could_not.save_dataset", name="weather"),
    ):
        raise OSError(number, os.strerror(number))
    assert str(refused.value) == f"I could not save the dataset weather: {sentence}"


def test_what_a_kill_left_half_made_is_swept_and_what_is_being_made_stays(tmp_path: Path) -> None:
    left = [tmp_path / "archive/guild-1/.export-1.zip.new", tmp_path / ".weather.json.new"]
    left[0].parent.mkdir(parents=True)
    for file in left:
        file.write_bytes(b"somebody's words")
    (tmp_path / "kept.new").touch()
    with replacing(tmp_path / "now.json") as being_made:
        being_made.write(b"{}")
        assert sweep_unfinished(tmp_path) == 2
    names = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert names == ["kept.new", "now.json"]
    assert sweep_unfinished(tmp_path / "nowhere") == 0


def test_what_is_finished_while_it_is_swept_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process may finish a file, or begin it anew, just when it was found."""
    for name in (".gone.new", ".anew.new"):
        (tmp_path / name).write_bytes(b"half")
    lock = fcntl.flock

    def lock_too_late(file: BinaryIO, how: int) -> None:
        name = Path(file.name).name
        (tmp_path / name).rename(tmp_path / name.replace(".new", ".json"))
        if name == ".anew.new":
            (tmp_path / name).write_bytes(b"another half")
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", lock_too_late)
    assert sweep_unfinished(tmp_path) == 0
    assert sorted(listed(tmp_path)) == [".anew.json", ".anew.new", ".gone.json"]


def test_a_name_at_which_two_began_is_taken_by_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = fcntl.flock

    def lock_after_the_other(file: BinaryIO, how: int) -> None:
        monkeypatch.setattr(fcntl, "flock", lock)
        write_file(tmp_path / "file", b"the other's")
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", lock_after_the_other)
    with replacing(tmp_path / "file") as file:
        assert (tmp_path / "file").read_bytes() == b"the other's"
        file.write(b"ours")
    assert (tmp_path / "file").read_bytes() == b"ours"
    assert listed(tmp_path) == ["file"]
