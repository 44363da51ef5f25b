"""Attached files are kept under safe names, each content once, and go the way of their datasets."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agent.learning.attached import files_in, reference, without_files
from agent.learning.dataset import Dataset, Example
from agent.storage.archive import Archive
from agent.storage.attachments import Attachments, is_attachment, path_of, safe
from agent.storage.datasets import DatasetStore
from agent.storage.errors import StorageError
from agent.storage.home import Home
from agent.storage.quota import Quota
from agent.storage.workspace import Workspace
from agent.storage.zips import read_manifest


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Home(tmp_path).workspace("here")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("cat.png", "cat.png"),
        ("My Cat (2).PNG", "my-cat-2.png"),
        ("../../etc/passwd", "passwd"),
        ("кот.jpg", "кот.jpg"),
        (".png", "png"),
        ("???", "file"),
        ("???.png", "file.png"),
        ("cat.???", "cat"),
        ("cat.", "cat"),
        ("cat.abcdefghijk", "cat.abcdefghij"),
        ("cat.abcdefghi-k", "cat.abcdefghi"),
        ("cat.__________k", "cat"),
        ("con.txt", "con_.txt"),
        ("a{b}|c.gif", "a-b-c.gif"),
    ],
)
def test_a_name_is_made_safe(workspace: Workspace, name: str, kept: str) -> None:
    assert Attachments(workspace).keep(name, b"x") == kept
    assert workspace.resolve(path_of(kept)).read_bytes() == b"x"


def test_two_files_of_one_name_are_both_kept_and_the_same_one_once(workspace: Workspace) -> None:
    store = Attachments(workspace)
    names = [store.keep("cat.png", content) for content in (b"one", b"two", b"one", b"two")]
    assert names[:2] == names[2:]
    assert [workspace.resolve(path_of(name)).read_bytes() for name in names[:2]] == [b"one", b"two"]
    assert len(workspace.files()) == 2


@pytest.mark.parametrize("name", ["cat.png", "a" * 200 + ".png", "é" * 50, "a-" * 45 + "aaaa.jpeg"])
def test_what_is_kept_as_the_second_of_its_name_can_be_brought_back(
    workspace: Workspace, name: str
) -> None:
    store = Attachments(workspace)
    names = {store.keep(name, content) for content in (b"one", b"two", b"three")}
    assert len(names) == 3
    assert all(is_attachment(f"files/{kept}") for kept in names)
    assert len({kept.rpartition(".")[2] for kept in names if "." in kept}) <= 1


def test_the_name_of_the_second_has_as_much_of_the_first_s_as_fits(workspace: Workspace) -> None:
    store, digits = Attachments(workspace), sha256(b"two").hexdigest()[:8]
    for name, kept in (("cat", f"cat-{digits}"), ("a" * 200, f"{'a' * 91}-{digits}")):
        store.keep(f"{name}.png", b"one")
        assert store.keep(f"{name}.png", b"two") == f"{kept}.png"


def test_there_is_to_be_room_for_what_is_new(workspace: Workspace) -> None:
    store = Attachments(replace(workspace, quota=Quota(1, 1)))
    for _ in range(2):
        store.keep("cat.png", bytes(2**20))
    with pytest.raises(StorageError, match="no room left"):
        store.keep("dog.png", b"")
    assert workspace.files() == [path_of("cat.png")]
    with pytest.raises(StorageError, match="no room left"):
        Attachments(replace(workspace, quota=Quota(9, 1))).keep("dog.png", b"x")


@given(st.text(max_size=300))
@example(name="a.\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301a")
@example(name="\U00010400" * 90 + "." + "\U00010400" * 90)
def test_whatever_a_file_is_called_its_name_can_stand_in_an_answer(name: str) -> None:
    kept = safe(name)
    assert files_in(f"a {reference(kept)} b") == (kept,)
    assert is_attachment(f"files/{kept}")
    assert len(kept.encode()) <= 100 + len(".") + 4 * 10


def test_an_answer_without_its_files() -> None:
    answer = "look {file:a.png}\n{file:b.png}"
    assert files_in(answer) == ("a.png", "b.png")
    assert without_files(answer, ["a.png", "b.png"]) == "look"
    assert without_files(answer, ["b.png"]) == "look {file:a.png}"


def test_an_archive_of_the_datasets_brings_their_files_back(workspace: Workspace) -> None:
    archive = Archive(workspace)
    name = Attachments(workspace).keep("cat.png", b"meow")
    lesson = Dataset((Example("cat", f"look {{file:{name}}}"),))
    DatasetStore(workspace, archive).save("cats", lesson)
    bare = archive.pack_dataset("cats")
    assert [*read_manifest(workspace.archive / bare.file).files] == ["datasets/cats.json"]
    packed = [archive.pack_folder("datasets"), archive.pack_dataset("cats", files=True)]
    assert archive.pack_version("cats", lesson) == archive.pack_dataset("cats") == packed[1]
    for entry in packed:
        workspace.resolve(path_of(name)).unlink()
        assert archive.restore(entry.file) == [path_of(name)]
        assert workspace.resolve(path_of(name)).read_bytes() == b"meow"


def test_what_no_file_of_ours_is_called_is_not_restored() -> None:
    paths = ("files/", "files/a/b.png", "other/cat.png", "files/Cat.png", "files/..", "cat.png")
    assert not any(map(is_attachment, paths))
